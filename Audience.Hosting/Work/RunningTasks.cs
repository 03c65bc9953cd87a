using System.Collections.Concurrent;
using Audience.Data.Work;

namespace Audience.Hosting.Work;

/// <summary>What this process is doing for which task, so that an abort can cancel it.</summary>
public sealed class RunningTasks
{
    private readonly ConcurrentDictionary<string, (WorkClaim Claim, Ending Ending)> _runs = [];

    /// <summary>The pieces in hand.</summary>
    public IEnumerable<WorkClaim> Claims => _runs.Values.Select(r => r.Claim);

    /// <summary>Notes a run; dispose of the result when it ends.</summary>
    public IDisposable Enter(WorkClaim claim, Ending ending)
    {
        _runs[claim.Owner] = (claim, ending);
        return new Entry(() => _runs.TryRemove(claim.Owner, out _));
    }

    /// <summary>Cancels everything that runs for the task.</summary>
    public void Cancel(string taskId)
    {
        foreach (var (claim, ending) in _runs.Values)
            if (claim.TaskId == taskId)
                ending.Cancel();
    }

    private sealed class Entry(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
