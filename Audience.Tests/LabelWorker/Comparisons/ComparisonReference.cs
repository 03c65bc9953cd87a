namespace Audience.Tests.LabelWorker.Comparisons;

/// <summary>What a comparison has to say, from all rows of both tasks, as slowly and plainly as can be.</summary>
internal sealed class ComparisonReference
{
    private static readonly Dictionary<string, string> s_panels = new()
    {
        ["女性"] = "/female",
        ["男性"] = "/male",
        ["已婚"] = "/married",
    };

    // Every text matches by these keywords alone; 美 does not where it stands in 小美.
    private static readonly Dictionary<string, string[]> s_before = new()
    {
        ["/female"] = ["小姐", "娘", "美"],
        ["/male"] = ["哥", "先生"],
        ["/married"] = ["太太"],
    };

    private static readonly Dictionary<string, string[]> s_after = new()
    {
        ["/female"] = ["小姐", "姐", "美", "先生"],
        ["/male"] = ["太太", "哥"],
    };

    private readonly List<(string Group, string Author, string[] Before, string[] After)> _authors = [];
    private readonly List<(string Group, string Author, string Panel, string Text)> _rowsBefore = [],
        _rowsAfter = [];

    public List<(string Group, string Panel, long Before, long After, long Gained, long Lost)> Panels { get; } = [];

    public List<(string Group, string From, string To, long Authors)> Moved { get; } = [];

    public List<(string Group, long Before, long After)> Rows { get; } = [];

    public static async Task<ComparisonReference> ReadAsync(TestSystem system, string before, string after)
    {
        ComparisonReference reference = new();
        string[] old = (await system.Http.StatusAsync(before)).Text("result")!.Split(','),
            fresh = (await system.Http.StatusAsync(after)).Text("result")!.Split(',');
        foreach (string group in old.Union(fresh).Order(StringComparer.Ordinal))
            await reference.ReadAsync(system, group, before, after);
        return reference;
    }

    public long DecidedByAdded(string label, string keyword) => Decided(_rowsAfter, s_after, label, keyword, a => (a.After, a.Before));

    public long DecidedByRemoved(string label, string keyword) => Decided(_rowsBefore, s_before, label, keyword, a => (a.Before, a.After));

    public List<(string, string)> Authors(string kind) =>
        [
            .. _authors
                .Where(a =>
                    (a.After.Except(a.Before).Any(), a.Before.Except(a.After).Any())
                    == kind switch
                    {
                        "gained" => (true, false),
                        "lost" => (false, true),
                        _ => (true, true),
                    }
                )
                .Select(a => (a.Group, a.Author)),
        ];

    private async Task ReadAsync(TestSystem system, string group, string before, string after)
    {
        var (old, fresh) = (await PanelsAsync(system, group, before), await PanelsAsync(system, group, after));
        List<(string Group, string Author, string[] Before, string[] After)> authors =
        [
            .. old.Select(r => r.Author).Union(fresh.Select(r => r.Author)).Select(a => (group, a, Of(old, a), Of(fresh, a))),
        ];
        _authors.AddRange(authors);
        string[] panels = [.. old.Concat(fresh).Select(r => r.Panel).Distinct()];
        foreach (string panel in panels)
            Panels.Add(
                (
                    group,
                    panel,
                    authors.Count(a => a.Before.Contains(panel)),
                    authors.Count(a => a.After.Contains(panel)),
                    authors.Count(a => a.After.Contains(panel) && !a.Before.Contains(panel)),
                    authors.Count(a => a.Before.Contains(panel) && !a.After.Contains(panel))
                )
            );
        foreach (string from in panels)
        foreach (string to in panels)
            if (
                authors.Count(a => a.Before.Contains(from) && !a.After.Contains(from) && a.After.Contains(to) && !a.Before.Contains(to))
                is > 0
                    and var moved
            )
                Moved.Add((group, from, to, moved));
        foreach (var (task, rows) in new[] { (before, _rowsBefore), (after, _rowsAfter) })
            rows.AddRange((await system.RowsAsync(group, task)).Select(r => (group, r.SourceAuthor, r.Panel, r.Match)));
        Rows.Add((group, _rowsBefore.Count(r => r.Group == group), _rowsAfter.Count(r => r.Group == group)));
    }

    private static async Task<List<(string Author, string Panel)>> PanelsAsync(TestSystem system, string group, string task) =>
        [.. (await system.RowsAsync("wh_panel_mapping_" + group, task)).Select(r => (r.SourceAuthor, r.Panel))];

    private static string[] Of(List<(string Author, string Panel)> rows, string author) =>
        [.. rows.Where(r => r.Author == author).Select(r => r.Panel)];

    private long Decided(
        List<(string Group, string Author, string Panel, string Text)> rows,
        Dictionary<string, string[]> rules,
        string label,
        string keyword,
        Func<(string, string, string[] Before, string[] After), (string[] Has, string[] HasNot)> sides
    )
    {
        string panel = s_panels[label];
        return _authors.Count(author =>
            sides(author) is var (has, hasNot)
            && has.Contains(panel)
            && !hasNot.Contains(panel)
            && rows.Where(r => r.Group == author.Group && r.Author == author.Author && r.Panel == panel)
                .All(r => rules[panel].Where(k => Matches(r.Text, k, rules == s_after)).SequenceEqual([keyword]))
        );
    }

    private static bool Matches(string text, string keyword, bool isAfter) =>
        (keyword == "美" && isAfter ? text.Replace("小美", "", StringComparison.Ordinal) : text).Contains(
            keyword,
            StringComparison.OrdinalIgnoreCase
        );
}
