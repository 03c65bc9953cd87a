using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Audience.Tests.Jobs.Callbacks;

/// <summary>The receiver's code of docs/callbacks.md, letter for letter; a test holds one against the other.</summary>
internal static class Verification
{
    public static bool Verify(string secret, string header, byte[] body, DateTimeOffset now)
    {
        string[] parts = header.Split(',');
        string? time = parts.FirstOrDefault(p => p.StartsWith("t=", StringComparison.Ordinal))?[2..];
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
            return false;
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        byte[] expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        return parts.Any(p =>
            p.StartsWith("v1=", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(p[3..]))
        );
    }
}
