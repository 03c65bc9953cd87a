namespace Audience.Labeling.RuleReports;

/// <summary>Finds labels of one post that exclude each other: different panels of one conflict group.</summary>
internal sealed class LabelConflicts
{
    private const int None = -1;

    private readonly int[] _groupOfLabel;
    private readonly int[] _panelOfLabel;

    // Of the post at hand, by group: the first panel found, and whether there is another one.
    private readonly int[] _first;
    private readonly bool[] _isConflict;

    /// <param name="labels">The labels of a model.</param>
    /// <param name="groups">Panels by conflict group; none is in two groups.</param>
    /// <param name="panelOf">The panel of a label.</param>
    internal LabelConflicts(
        IReadOnlyList<string> labels,
        IReadOnlyDictionary<string, IReadOnlyList<string>> groups,
        Func<string, string> panelOf
    )
    {
        string[] panels = [.. labels.Select(panelOf)];
        Dictionary<string, int> groupOf = groups
            .Values.SelectMany((members, group) => members.Select(panel => (panel, group)))
            .ToDictionary(member => member.panel, member => member.group, StringComparer.Ordinal);
        Dictionary<string, int> numbers = panels
            .Distinct()
            .Select((panel, i) => (panel, i))
            .ToDictionary(entry => entry.panel, entry => entry.i);
        _groupOfLabel = [.. panels.Select(panel => groupOf.GetValueOrDefault(panel, None))];
        _panelOfLabel = [.. panels.Select(panel => numbers[panel])];
        _first = new int[groups.Count];
        _isConflict = new bool[groups.Count];
    }

    /// <summary>Looks at the labels of a post.</summary>
    /// <returns>Whether some exclude each other.</returns>
    internal bool Find(LabelSet found)
    {
        _first.AsSpan().Fill(None);
        _isConflict.AsSpan().Clear();
        bool any = false;
        for (int label = found.Next(0); label >= 0; label = found.Next(label + 1))
        {
            int group = _groupOfLabel[label];
            if (group == None)
                continue;
            if (_first[group] == None)
                _first[group] = _panelOfLabel[label];
            else if (_first[group] != _panelOfLabel[label])
                any = _isConflict[group] = true;
        }
        return any;
    }

    /// <summary>Whether a label of the post excludes another one of it.</summary>
    internal bool Has(int label) => _groupOfLabel[label] is not None and var group && _isConflict[group];
}
