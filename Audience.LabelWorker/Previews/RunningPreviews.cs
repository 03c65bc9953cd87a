using System.Collections.Concurrent;

namespace Audience.LabelWorker.Previews;

/// <summary>The previews that this process makes, so that they can be cancelled.</summary>
public sealed class RunningPreviews
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _runs = [];

    /// <summary>Notes a preview.</summary>
    /// <param name="preview">Its id.</param>
    /// <param name="cancellation">Cancels it. Disposed of only after the result is.</param>
    public IDisposable Enter(Guid preview, CancellationTokenSource cancellation)
    {
        _runs[preview] = cancellation;
        return new Entry(() => _runs.TryRemove(preview, out _));
    }

    /// <summary>Cancels a preview, where it is made here.</summary>
    public void Cancel(Guid preview)
    {
        if (!_runs.TryGetValue(preview, out var cancellation))
            return;
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    private sealed class Entry(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
