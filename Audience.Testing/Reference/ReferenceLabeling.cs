using System.Globalization;

namespace Audience.Testing.Reference;

/// <summary>
/// What a task over made posts must come to, worked out post by post from the specification, with nothing of the system's own code. It
/// keeps authors and their panels and no rows, so that it can be fed with tens of millions of posts.
/// </summary>
/// <param name="labeled">Is given each label row, or null.</param>
/// <param name="conflicts">
/// Sets of panels that exclude each other: an author keeps the one with the most rows, and none where several have as many. Null for
/// <see cref="DefaultConflicts"/>.
/// </param>
public sealed class ReferenceLabeling(Action<ReferenceRow>? labeled = null, IReadOnlyList<string[]>? conflicts = null)
{
    /// <summary>The conflicts of the original.</summary>
    public static readonly IReadOnlyList<string[]> DefaultConflicts =
    [
        ["/male", "/female"],
        ["/unmarried", "/married"],
    ];

    private readonly IReadOnlyList<string[]> _conflicts = conflicts ?? DefaultConflicts;
    private readonly Dictionary<string, long> _rows = [];

    // By source group and author; null for authors without a label, which most are.
    private readonly Dictionary<string, Dictionary<string, List<PanelCount>?>> _authors = [];

    /// <summary>Posts read.</summary>
    public long Posts { get; private set; }

    /// <summary>Label rows of all tables.</summary>
    public long Rows => _rows.Values.Sum();

    /// <summary>The label tables that have rows, in order.</summary>
    public IReadOnlyList<string> Tables => [.. _rows.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The label rows of a table.</summary>
    public long RowsOf(string table) => _rows[table];

    /// <summary>Distinct authors of a table's posts, labelled or not.</summary>
    public int Authors(string table) => _authors[table].Count;

    /// <summary>Adds a post.</summary>
    /// <param name="post">The post.</param>
    /// <param name="panels">The panels of the labels that it gets, each once.</param>
    public void Add(ReferencePost post, IEnumerable<string> panels)
    {
        Posts++;
        string group = MadeGroups.Of(post.Source),
            sourceAuthor = $"{post.Source}_{post.Author}".Trim();
        if (!_authors.TryGetValue(group, out var authors))
            _authors[group] = authors = new(StringComparer.Ordinal);
        if (!authors.TryGetValue(sourceAuthor, out var counts))
            authors.Add(sourceAuthor, null);
        foreach (string panel in panels)
        {
            if (counts is null)
                authors[sourceAuthor] = counts = new(1);
            Count(counts, panel, post.Time);
            _rows[group] = _rows.GetValueOrDefault(group) + 1;
            labeled?.Invoke(new ReferenceRow(group, post.Id, sourceAuthor, panel, post.Time, post.Source, post.Text));
        }
    }

    /// <summary>Author, panel and time of the rows of a group's production table, in no order.</summary>
    public IEnumerable<(string SourceAuthor, string Panel, DateTime Time)> Production(string table) =>
        from author in _authors[table]
        from mine in author.Value ?? []
        where Rivals(mine, author.Value!).All(rival => rival.Rows < mine.Rows)
        select (author.Key, mine.Panel, mine.Latest);

    /// <summary>What the task's row must say, by column.</summary>
    public IReadOnlyDictionary<string, string> Figures()
    {
        var produced = Tables.ToDictionary(table => table, table => Production(table).Count());
        return new Dictionary<string, string>
        {
            ["length_receive_table"] = $"{Posts}",
            ["length_output_table"] = $"{Rows}",
            ["result"] = string.Join(',', Tables),
            ["length_prod_table"] = string.Join(',', Tables.Select(table => produced[table])),
            ["uniq_source_author"] = string.Join(',', Tables.Select(Authors)),
            ["rate_of_label"] = string.Join(',', Tables.Select(table => Percent(produced[table], Authors(table)))),
        };
    }

    private static void Count(List<PanelCount> counts, string panel, DateTime time)
    {
        var count = counts.Find(c => c.Panel == panel);
        if (count is null)
            counts.Add(count = new PanelCount(panel));
        count.Rows++;
        count.Latest = time > count.Latest ? time : count.Latest;
    }

    private IEnumerable<PanelCount> Rivals(PanelCount mine, List<PanelCount> all) =>
        all.Where(other => other != mine && _conflicts.Any(set => set.Contains(mine.Panel) && set.Contains(other.Panel)));

    private static string Percent(int part, int whole) => (100m * part / whole).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class PanelCount(string panel)
    {
        public string Panel { get; } = panel;

        public int Rows { get; set; }

        public DateTime Latest { get; set; }
    }
}
