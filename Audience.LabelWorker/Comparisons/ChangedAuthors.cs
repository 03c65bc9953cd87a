using Audience.Contracts.Tasks.Comparisons;
using Audience.Data.Comparisons;
using Audience.LabelWorker.Previews;

namespace Audience.LabelWorker.Comparisons;

/// <summary>Some of the authors that changed, each with the same chance, and their texts.</summary>
internal sealed class ChangedAuthors(Random random)
{
    private const int Most = 50,
        MostText = 1_000,
        MostMatches = 20,
        MostSpans = 20;
    private readonly Reservoir<Entry> _gained = new(Most, random),
        _lost = new(Most, random),
        _moved = new(Most, random);

    /// <summary>Authors that gained a panel and lost none.</summary>
    public IReadOnlyList<ComparedAuthor> Gained => Result(_gained);

    /// <summary>Authors that lost a panel and gained none.</summary>
    public IReadOnlyList<ComparedAuthor> Lost => Result(_lost);

    /// <summary>Authors that lost one and gained another.</summary>
    public IReadOnlyList<ComparedAuthor> Moved => Result(_moved);

    /// <summary>An author changed.</summary>
    public void Add(string group, long author, string? lost, string? gained)
    {
        var kept =
            lost is null ? _gained
            : gained is null ? _lost
            : _moved;
        if (kept.Next() is >= 0 and var place)
            kept.Keep(place, new Entry(group, author, lost, gained));
    }

    /// <summary>Reads the texts of a source group's authors in one of the tasks.</summary>
    public async Task ReadTextsAsync(string group, RunRows rows, ComparedRun run, bool isAfter, CancellationToken cancellationToken)
    {
        var wanted = _gained
            .Kept.Concat(_lost.Kept)
            .Concat(_moved.Kept)
            .Where(entry => entry.Group == group && Panel(entry, isAfter) is not null)
            .ToDictionary(entry => entry.Author);
        await rows.ReadTextsAsync(
            wanted.Keys,
            (author, panel, sourceAuthor, text) =>
            {
                var entry = wanted[author];
                if (Panel(entry, isAfter) != panel)
                    return;
                entry.SourceAuthor = sourceAuthor;
                var shown = Text(panel, text, run);
                (entry.Before, entry.After) = isAfter ? (entry.Before, shown) : (shown, entry.After);
            },
            cancellationToken
        );
    }

    private static string? Panel(Entry entry, bool isAfter) => isAfter ? entry.GainedPanel : entry.LostPanel;

    private static ComparedText Text(string panel, string text, ComparedRun run) =>
        new()
        {
            Panel = panel,
            Text = ShortText.Of(text, MostText),
            Matches = [.. run.Explain(panel, text, MostSpans).Take(MostMatches).Select(PreviewAnswer.Of)],
        };

    private static List<ComparedAuthor> Result(Reservoir<Entry> kept) =>
        [
            .. kept
                .Kept.Where(entry => entry.SourceAuthor is not null)
                .Select(entry => new ComparedAuthor
                {
                    Group = entry.Group,
                    SourceAuthor = entry.SourceAuthor!,
                    Before = entry.Before,
                    After = entry.After,
                }),
        ];

    private sealed record Entry(string Group, long Author, string? LostPanel, string? GainedPanel)
    {
        public string? SourceAuthor { get; set; }
        public ComparedText? Before { get; set; }
        public ComparedText? After { get; set; }
    }
}
