using System.Text.RegularExpressions;

namespace Audience.Hosting.Settings;

/// <summary>What a caller may do.</summary>
public enum ApiAccess
{
    /// <summary>Only look: GET.</summary>
    Read,

    /// <summary>Everything.</summary>
    Operate,
}

/// <summary>A key of the API, known by its hash only.</summary>
/// <param name="Access">What its bearer may do.</param>
/// <param name="Hash">SHA-256 of the key, 32 bytes.</param>
/// <param name="Name">What the audit log calls it: the name that it was given, else the first 8 digits of its hash.</param>
public sealed partial record ApiKey(ApiAccess Access, byte[] Hash, string Name)
{
    private const int ShownDigits = 8;

    /// <summary>Reads API_KEYS: <c>operate:&lt;name&gt;:&lt;sha256 in hex&gt;,read:&lt;sha256 in hex&gt;</c>.</summary>
    public static IReadOnlyList<ApiKey> Read(SettingsReader settings)
    {
        var keys = new List<ApiKey>();
        foreach (string entry in settings.List("API_KEYS", ""))
        {
            string[] parts = entry.Split(':');
            if (
                parts.Length is 2 or 3
                && Enum.TryParse<ApiAccess>(parts[0], ignoreCase: true, out var access)
                && parts[^1].Length == 64
                && parts[^1].All(char.IsAsciiHexDigit)
                && (parts.Length == 2 || NamePattern().IsMatch(parts[1]))
            )
                keys.Add(
                    new ApiKey(
                        access,
                        Convert.FromHexString(parts[^1]),
                        parts.Length == 3 ? parts[1] : parts[^1][..ShownDigits].ToLowerInvariant()
                    )
                );
            else
                settings.Wrong(
                    "API_KEYS",
                    "has an entry that is not read:<sha256> or operate:<sha256>, the hash in 64 hexadecimal digits, "
                        + "with or without a name before it (read:ann.lee:<sha256>: up to 64 letters, digits, '_', '.', '@' and '-'); "
                        + "hash a key with: printf %s \"$KEY\" | sha256sum"
                );
        }
        return keys;
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}_.@-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}
