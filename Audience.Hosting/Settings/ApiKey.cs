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
public sealed record ApiKey(ApiAccess Access, byte[] Hash)
{
    /// <summary>Reads API_KEYS: <c>operate:&lt;sha256 in hex&gt;,read:&lt;sha256 in hex&gt;</c>.</summary>
    public static IReadOnlyList<ApiKey> Read(SettingsReader settings)
    {
        var keys = new List<ApiKey>();
        foreach (string entry in settings.List("API_KEYS", ""))
        {
            string[] parts = entry.Split(':');
            if (
                parts.Length == 2
                && Enum.TryParse<ApiAccess>(parts[0], ignoreCase: true, out var access)
                && parts[1].Length == 64
                && parts[1].All(char.IsAsciiHexDigit)
            )
                keys.Add(new ApiKey(access, Convert.FromHexString(parts[1])));
            else
                settings.Wrong(
                    "API_KEYS",
                    "has an entry that is not read:<sha256> or operate:<sha256>, the hash in "
                        + "64 hexadecimal digits; hash a key with: printf %s \"$KEY\" | sha256sum"
                );
        }
        return keys;
    }
}
