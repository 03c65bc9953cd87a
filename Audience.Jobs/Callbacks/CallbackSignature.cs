using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Audience.Jobs.Callbacks;

/// <summary>Signs what is sent, with the time of the try, so that an old message is not taken for a new one.</summary>
public static class CallbackSignature
{
    /// <summary>The header.</summary>
    public const string Header = "X-Audience-Signature";

    /// <summary>Its value: <c>t=SECONDS,v1=HEX</c>, the HMAC-SHA256 of <c>SECONDS.BODY</c>.</summary>
    /// <param name="secret">CALLBACK_SECRET.</param>
    /// <param name="time">The time of the try.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Sign(string secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        string seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
