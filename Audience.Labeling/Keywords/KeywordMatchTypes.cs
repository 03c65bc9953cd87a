namespace Audience.Labeling.Keywords;

/// <summary>The names of match types in patterns and rule files.</summary>
public static class KeywordMatchTypes
{
    /// <summary>What a message tells a caller who got the name wrong.</summary>
    internal const string Known = "partially, start, end, exactly";

    /// <summary>Reads a name in any case; <c>absolutely</c> is an older name of <c>exactly</c>.</summary>
    /// <returns>False when there is no such match type.</returns>
    public static bool TryParse(string? name, out KeywordMatchType match)
    {
        (bool known, match) = name?.ToUpperInvariant() switch
        {
            "PARTIALLY" => (true, KeywordMatchType.Partially),
            "START" => (true, KeywordMatchType.Start),
            "END" => (true, KeywordMatchType.End),
            "EXACTLY" or "ABSOLUTELY" => (true, KeywordMatchType.Exactly),
            _ => (false, KeywordMatchType.Partially),
        };
        return known;
    }

    /// <summary>The name that patterns use.</summary>
    public static string Name(KeywordMatchType match) =>
        match switch
        {
            KeywordMatchType.Partially => "partially",
            KeywordMatchType.Start => "start",
            KeywordMatchType.End => "end",
            KeywordMatchType.Exactly => "exactly",
            _ => throw new ArgumentOutOfRangeException(nameof(match), match, null),
        };
}
