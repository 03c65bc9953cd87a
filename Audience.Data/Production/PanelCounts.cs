namespace Audience.Data.Production;

/// <summary>Counts what panels come to in a source group, part of its authors by part: all of an author's panels come in one
/// part.</summary>
public sealed class PanelCounts
{
    private readonly SortedDictionary<string, (long Authors, long Lost)> _panels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string First, string Second), long> _pairs = [];
    private readonly List<(long Author, int Panel)> _part = [];
    private IReadOnlyList<string> _names = [];
    private long[] _won = [],
        _lost = [];

    /// <summary>What was counted.</summary>
    public IReadOnlyList<PanelFigures> Figures =>
        [
            .. _panels.Select(panel => new PanelFigures(panel.Key, "", panel.Value.Authors, panel.Value.Lost)),
            .. _pairs.Select(pair => new PanelFigures(pair.Key.First, pair.Key.Second, pair.Value, 0)),
        ];

    /// <summary>Begins a part of the authors.</summary>
    /// <param name="names">The panels by their numbers.</param>
    internal void Begin(IReadOnlyList<string> names)
    {
        _names = names;
        (_won, _lost) = (new long[names.Count], new long[names.Count]);
    }

    /// <summary>Counts a panel of an author.</summary>
    internal void Add(long author, int panel, bool wins)
    {
        (wins ? _won : _lost)[panel]++;
        _part.Add((author, panel));
    }

    /// <summary>Ends the part.</summary>
    internal void End()
    {
        for (int panel = 0; panel < _names.Count; panel++)
        {
            var (authors, lost) = _panels.GetValueOrDefault(_names[panel]);
            if (_won[panel] + _lost[panel] > 0)
                _panels[_names[panel]] = (authors + _won[panel], lost + _lost[panel]);
        }
        Dictionary<(int, int), long> pairs = [];
        _part.Sort();
        for (int first = 0; first < _part.Count; first++)
        for (int second = first + 1; second < _part.Count && _part[second].Author == _part[first].Author; second++)
        {
            var pair = (_part[first].Panel, _part[second].Panel);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }
        _part.Clear();
        foreach (var ((first, second), authors) in pairs)
        {
            var pair = Ordered(_names[first], _names[second]);
            _pairs[pair] = _pairs.GetValueOrDefault(pair) + authors;
        }
    }

    private static (string, string) Ordered(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
