using System.Collections.Concurrent;
using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Whose piece comes next: of the parents with the fewest pieces in hand, over all workers, the one that was served longest ago here. So a
/// task with trouble, or a huge one, delays the others by one piece at most.
/// </summary>
public sealed class FairOrder
{
    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<string, long> _served = [];
    private long _turn;

    /// <summary>The candidates, the next one first.</summary>
    public IEnumerable<WorkCandidate> Of(IEnumerable<WorkCandidate> candidates) =>
        candidates.OrderBy(c => c.Running).ThenBy(c => _served.GetValueOrDefault(c.Parent));

    /// <summary>Notes that a piece of the parent was begun here.</summary>
    public void Served(string parent)
    {
        if (_served.Count >= Remembered)
            _served.Clear();
        _served[parent] = Interlocked.Increment(ref _turn);
    }
}
