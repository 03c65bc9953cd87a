namespace Audience.Labeling;

/// <summary>The names of match types in patterns and rule files.</summary>
public static class MatchTypes
{
    /// <summary>What a message tells a caller who got the name wrong.</summary>
    internal const string Known = "partially, start, end, exactly";

    /// <summary>Reads a name in any case; <c>absolutely</c> is an older name of <c>exactly</c>.</summary>
    /// <returns>False when there is no such match type.</returns>
    public static bool TryParse(string? name, out MatchType match)
    {
        (bool known, match) = name?.ToUpperInvariant() switch
        {
            "PARTIALLY" => (true, MatchType.Partially),
            "START" => (true, MatchType.Start),
            "END" => (true, MatchType.End),
            "EXACTLY" or "ABSOLUTELY" => (true, MatchType.Exactly),
            _ => (false, MatchType.Partially),
        };
        return known;
    }

    /// <summary>The name that patterns use.</summary>
    public static string Name(MatchType match) => match switch
    {
        MatchType.Partially => "partially",
        MatchType.Start => "start",
        MatchType.End => "end",
        MatchType.Exactly => "exactly",
        _ => throw new ArgumentOutOfRangeException(nameof(match), match, null),
    };
}
