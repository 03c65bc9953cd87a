namespace Audience.Labeling.Panels;

/// <summary>Which source groups a dump joins into one table. A source group that is in none is dumped under its own name.</summary>
public static class DumpGroups
{
    private static readonly Dictionary<string, string[]> Sources = new(StringComparer.Ordinal)
    {
        ["fb"] = ["fbfans", "fbgroup", "fbkol", "fbpm", "fbprivategroup"],
        ["forum"] = ["forum", "Dcard"],
        ["bbs"] = ["Ptt"],
        ["social"] = ["Instagram", "Tiktok", "Twitter", "plurk"],
        ["comment"] = ["Comment"],
        ["youtube"] = ["Youtube"],
        ["news"] = ["news"],
        ["Blog"] = ["blog"],
    };

    /// <summary>The dump groups that every dump has.</summary>
    public static IReadOnlyCollection<string> All => Sources.Keys;

    /// <summary>The dump group of a source group.</summary>
    public static string Of(string sourceGroup) =>
        Sources.FirstOrDefault(g => g.Value.Contains(sourceGroup, StringComparer.Ordinal)).Key ?? sourceGroup;
}
