using Audience.Samples;

namespace Audience.Testing.Schedules;

/// <summary>
/// What a keyword task must come to, worked out post by post from the specification, with nothing of the system's own code.
/// </summary>
public sealed class ReferenceLabeling
{
    /// <summary>A label-table row.</summary>
    public sealed record Row(string Group, string Id, string SourceAuthor, string Panel, DateTime Time, string Source, string Match);

    /// <summary>A keyword of a label: its text, and partially, start, end or exactly.</summary>
    public sealed record Rule(string Panel, string Keyword, string Match);

    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, HashSet<string>> _authors = [];

    public ReferenceLabeling(
        IEnumerable<MadePost> posts,
        IReadOnlyList<Rule> rules,
        DateTime from,
        DateTime to,
        Func<MadePost, string?> text,
        Func<string, string> group
    )
    {
        foreach (
            var post in posts.Where(p =>
                p.PostTime >= from && p.PostTime < to && p.Author is not null && p.SourceId is not null && text(p) is not null
            )
        )
        {
            Posts++;
            string sourceAuthor = $"{post.SourceId}_{post.Author}".Trim();
            string table = group(post.SourceId!);
            if (!_authors.TryGetValue(table, out var authors))
                _authors[table] = authors = new(StringComparer.Ordinal);
            authors.Add(sourceAuthor);
            foreach (string panel in rules.Where(r => Matches(text(post)!, r)).Select(r => r.Panel).Distinct())
                _rows.Add(new Row(table, post.Id, sourceAuthor, panel, post.PostTime, post.SourceId!, text(post)!));
        }
    }

    /// <summary>Posts read.</summary>
    public long Posts { get; }

    /// <summary>Label-table rows.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>The tables that have rows, in order.</summary>
    public IReadOnlyList<string> Tables => [.. _rows.Select(r => r.Group).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Distinct authors of a table's posts, labelled or not.</summary>
    public int Authors(string table) => _authors[table].Count;

    /// <summary>Author, panel and time of a table's production rows.</summary>
    public IReadOnlyList<(string SourceAuthor, string Panel, DateTime Time)> Production(string table)
    {
        string[][] conflicts =
        [
            ["/male", "/female"],
            ["/unmarried", "/married"],
        ];
        var kept = new List<(string, string, DateTime)>();
        foreach (var author in _rows.Where(r => r.Group == table).GroupBy(r => r.SourceAuthor))
        {
            var panels = author.GroupBy(r => r.Panel).ToDictionary(g => g.Key, g => g.ToList());
            foreach (var (panel, rows) in panels)
            {
                var rivals = conflicts.FirstOrDefault(c => c.Contains(panel))?.Where(p => p != panel && panels.ContainsKey(p)) ?? [];
                if (rivals.All(rival => panels[rival].Count < rows.Count))
                    kept.Add((author.Key, panel, rows.Max(r => r.Time)));
            }
        }
        return [.. kept.Order()];
    }

    private static bool Matches(string text, Rule rule) =>
        rule.Match switch
        {
            "partially" => text.Contains(rule.Keyword, StringComparison.OrdinalIgnoreCase),
            "start" => text.StartsWith(rule.Keyword, StringComparison.OrdinalIgnoreCase),
            "end" => text.EndsWith(rule.Keyword, StringComparison.OrdinalIgnoreCase),
            _ => text.Equals(rule.Keyword, StringComparison.OrdinalIgnoreCase),
        };
}
