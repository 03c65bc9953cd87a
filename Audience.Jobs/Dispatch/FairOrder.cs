using Audience.Data.Tasks;
using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Whose piece comes next in a pool of slots. First a priority: they take turns in the ratio of the shares of their parents (stride
/// scheduling), so that each has its turn however much there is of the others. Then, of its parents with the fewest pieces in hand, over
/// all workers, the one that was served longest ago here: a task with trouble, or a huge one, delays those of its priority by one piece at
/// most. One caller at a time.
/// </summary>
public sealed class FairOrder
{
    private const int Remembered = 10_000;
    private readonly Dictionary<string, long> _served = [];

    // Where each priority stands: what was served of it, by its share. The one that is furthest behind has the next turn.
    private readonly Dictionary<TaskPriority, double> _passed = [];
    private double _now;
    private long _turn;

    /// <summary>The candidates, the next one first.</summary>
    public IReadOnlyList<WorkCandidate> Of(IEnumerable<WorkCandidate> candidates) =>
        [
            .. candidates
                .GroupBy(c => c.Priority)
                // Pieces in hand count by whole shares: where the slots are fewer than the shares, turns alone decide. A priority that
                // holds more than its share, because its pieces take long, lets the others go first.
                .OrderBy(g => g.DistinctBy(c => c.Parent).Sum(c => c.Running) / Share(g))
                .ThenBy(g => Passed(g.Key))
                .ThenByDescending(g => g.Key)
                .SelectMany(g => g.OrderBy(c => c.Running).ThenBy(c => _served.GetValueOrDefault(c.Parent))),
        ];

    /// <summary>Notes that a piece was begun here.</summary>
    /// <param name="begun">One of the candidates.</param>
    /// <param name="candidates">Those that it was chosen from.</param>
    public void Served(WorkCandidate begun, IEnumerable<WorkCandidate> candidates)
    {
        if (_served.Count >= Remembered)
            _served.Clear();
        _served[begun.Parent] = ++_turn;
        _now = Passed(begun.Priority);
        _passed[begun.Priority] = _now + 1.0 / Share(candidates.Where(c => c.Priority == begun.Priority));
    }

    // One that had nothing to do has no claim to the turns that it did not use.
    private double Passed(TaskPriority priority) => Math.Max(_now, _passed.GetValueOrDefault(priority));

    private static int Share(IEnumerable<WorkCandidate> ofOnePriority) => ofOnePriority.DistinctBy(c => c.Parent).Sum(c => (int)c.Priority);
}
