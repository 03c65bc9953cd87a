using System.Collections.Concurrent;

namespace Audience.Hosting.Work;

/// <summary>What this process is doing for which task, so that an abort can cancel it.</summary>
public sealed class RunningTasks
{
    private readonly ConcurrentDictionary<(string TaskId, Guid Run), CancellationTokenSource> _runs = [];

    /// <summary>Notes a run; dispose of the result when it ends.</summary>
    public IDisposable Enter(string taskId, CancellationTokenSource source)
    {
        var key = (taskId, Guid.NewGuid());
        _runs[key] = source;
        return new Entry(() => _runs.TryRemove(key, out _));
    }

    /// <summary>Cancels everything that runs for the task.</summary>
    public void Cancel(string taskId)
    {
        foreach (var (key, source) in _runs)
            if (key.TaskId == taskId)
                source.Cancel();
    }

    private sealed class Entry(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
