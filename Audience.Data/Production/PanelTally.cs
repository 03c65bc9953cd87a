using System.Runtime.InteropServices;

namespace Audience.Data.Production;

/// <summary>
/// Reduces label rows to production rows (the seed's "generate production"): an author keeps one row per panel, the latest; of the
/// panels of one conflict group only the one with the most rows, and on a tie none. Holds one small entry per author and panel.
/// </summary>
/// <param name="conflicts">Panels that exclude each other.</param>
/// <param name="figures">Told which author got or lost which panel; null where nobody asks.</param>
/// <param name="members">Takes the authors that got a panel; null where nobody asks.</param>
public sealed class PanelTally(ConflictGroups conflicts, PanelCounts? figures = null, PanelMembers? members = null)
{
    private readonly Dictionary<(long Author, int Panel), Entry> _entries = [];
    private readonly PanelNumbers _panels = new();

    /// <summary>Adds a label row. Rows of equal time rank by their place in the table, which is the source's order.</summary>
    public void Add(long author, string panel, DateTime time, int chunk, int row)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, (author, _panels.Of(panel)), out bool known);
        entry.Rows++;
        if (known && (time, chunk, row).CompareTo((entry.Time, entry.Chunk, entry.Row)) < 0)
            return;
        (entry.Time, entry.Chunk, entry.Row) = (time, chunk, row);
    }

    /// <summary>The label rows that become production rows, in the order of the label table.</summary>
    public List<(int Chunk, int Row)> Winners()
    {
        // Per author and conflict group: the most rows that a panel has, and whether two panels have as many.
        var contests = new Dictionary<(long Author, int Conflict), (int Max, bool Tie)>();
        int[] conflictOfPanel = [.. _panels.Names.Select(conflicts.Of)];
        foreach (var ((author, panel), entry) in _entries)
        {
            if (conflictOfPanel[panel] < 0)
                continue;
            ref var contest = ref CollectionsMarshal.GetValueRefOrAddDefault(contests, (author, conflictOfPanel[panel]), out _);
            if (entry.Rows > contest.Max)
                contest = (entry.Rows, false);
            else if (entry.Rows == contest.Max)
                contest.Tie = true;
        }
        var winners = new List<(int Chunk, int Row)>(_entries.Count);
        figures?.Begin(_panels.Names);
        foreach (var ((author, panel), entry) in _entries)
        {
            int conflict = conflictOfPanel[panel];
            bool wins = conflict < 0 || contests[(author, conflict)] is { Tie: false } contest && contest.Max == entry.Rows;
            if (wins)
            {
                winners.Add((entry.Chunk, entry.Row));
                members?.Add(author, _panels.Names[panel]);
            }
            figures?.Add(author, panel, wins);
        }
        figures?.End();
        winners.Sort();
        return winners;
    }

    /// <summary>Forgets all rows; keeps its room for others.</summary>
    public void Clear() => _entries.Clear();

    private struct Entry
    {
        public DateTime Time;
        public int Chunk;
        public int Row;
        public int Rows;
    }
}
