using System.Collections.Concurrent;
using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>What this process has in hand, so that an abort can cancel it and others can see it.</summary>
public sealed class RunningWork
{
    private readonly ConcurrentDictionary<string, (WorkClaim Claim, WorkCancellation Cancellation)> _runs = [];

    /// <summary>The pieces in hand.</summary>
    public IEnumerable<WorkClaim> Claims => _runs.Values.Select(r => r.Claim);

    /// <summary>Notes a run; dispose of the result when it ends.</summary>
    public IDisposable Enter(WorkClaim claim, WorkCancellation cancellation)
    {
        _runs[claim.Owner] = (claim, cancellation);
        return new Entry(() => _runs.TryRemove(claim.Owner, out _));
    }

    /// <summary>Cancels everything that runs for a task, model or dump.</summary>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="parent">Only pieces that are wanted in this status; null for all.</param>
    public void Cancel(string taskId, WorkParent? parent = null)
    {
        foreach (var (claim, cancellation) in _runs.Values)
            if (claim.TaskId == taskId && (parent is null ? claim.Kind != WorkKind.Delete : claim.Kind.Parent == parent))
                cancellation.Cancel();
    }

    private sealed class Entry(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
