using Audience.Contracts.Tasks.Comparisons;
using Audience.Data.Production;

namespace Audience.LabelWorker.Comparisons;

/// <summary>Counts how the panels of a source group changed, author by author.</summary>
internal sealed class PanelChanges(PanelNumbers panels)
{
    private const int MostPairs = 1_000;
    private readonly Dictionary<(int From, int To), long> _moved = [];
    private readonly List<int> _lost = [],
        _gained = [];
    private Counts[] _counts = [];

    /// <summary>What is added for an author that has a panel.</summary>
    public static long Code(int panel, bool isAfter) => ((long)panel << 1) | (isAfter ? 1L : 0L);

    /// <summary>The panels that the author seen last lost.</summary>
    public IReadOnlyList<int> Lost => _lost;

    /// <summary>The panels that it gained.</summary>
    public IReadOnlyList<int> Gained => _gained;

    /// <summary>Counts an author.</summary>
    public void Add(Span<long> codes)
    {
        if (_counts.Length < panels.Names.Count)
            Array.Resize(ref _counts, panels.Names.Count);
        _lost.Clear();
        _gained.Clear();
        codes.Sort();
        for (int i = 0; i < codes.Length; i++)
        {
            // The original's rows may be there twice.
            if (i > 0 && codes[i] == codes[i - 1])
                continue;
            int panel = (int)(codes[i] >> 1);
            bool isAfter = (codes[i] & 1) == 1;
            ref var counts = ref _counts[panel];
            (isAfter ? ref counts.After : ref counts.Before)++;
            if (isAfter)
            {
                if (i == 0 || codes[i - 1] != codes[i] - 1)
                    _gained.Add(panel);
                continue;
            }
            int next = i + 1;
            while (next < codes.Length && codes[next] == codes[i])
                next++;
            if (next == codes.Length || codes[next] != codes[i] + 1)
                _lost.Add(panel);
        }
        foreach (int panel in _lost)
            _counts[panel].Lost++;
        foreach (int panel in _gained)
            _counts[panel].Gained++;
        foreach (int from in _lost)
        foreach (int to in _gained)
            _moved[(from, to)] = _moved.GetValueOrDefault((from, to)) + 1;
    }

    /// <summary>What was counted.</summary>
    public ComparedGroup Result(string group, long rowsBefore, long rowsAfter) =>
        new()
        {
            Group = group,
            RowsBefore = rowsBefore,
            RowsAfter = rowsAfter,
            Panels =
            [
                .. _counts
                    .Select(
                        (counts, panel) =>
                            new ComparedPanel
                            {
                                Panel = panels.Names[panel],
                                Before = counts.Before,
                                After = counts.After,
                                Gained = counts.Gained,
                                Lost = counts.Lost,
                            }
                    )
                    .OrderBy(panel => panel.Panel, StringComparer.Ordinal),
            ],
            Moved =
            [
                .. _moved
                    .Select(pair => new MovedAuthors
                    {
                        From = panels.Names[pair.Key.From],
                        To = panels.Names[pair.Key.To],
                        Authors = pair.Value,
                    })
                    .OrderByDescending(pair => pair.Authors)
                    .ThenBy(pair => pair.From, StringComparer.Ordinal)
                    .ThenBy(pair => pair.To, StringComparer.Ordinal)
                    .Take(MostPairs),
            ],
        };

    private struct Counts
    {
        public long Before,
            After,
            Gained,
            Lost;
    }
}
