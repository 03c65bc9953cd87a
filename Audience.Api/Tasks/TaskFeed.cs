using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks;

/// <summary>
/// Tells of tasks as they change. One loop reads them twice a second for all who watch, and not at all while nobody does: any
/// number of watchers costs the database what one costs.
/// </summary>
public sealed class TaskFeed(TaskTable tasks, TaskWaits waits, TimeProvider time, ILogger<TaskFeed> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500),
        Silence = TimeSpan.FromSeconds(15);

    // Tasks that begin and end between two looks are seen too.
    private const int Recent = 20;

    // Who is slower than this loses the connection, and goes on from the last event that it had.
    private const int MaxBehind = 4_000;

    private readonly ConcurrentDictionary<Guid, (string? TaskId, Channel<TaskEvent> Events)> _watchers = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TaskJournal _journal = new();

    /// <summary>How many watch.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>How tasks are and how they change, or only what has changed since an event that the caller had.</summary>
    /// <param name="taskId">Only this task, or null for all.</param>
    /// <param name="lastEventId">The last event that the caller had, or null.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async IAsyncEnumerable<TaskEvent> WatchAsync(
        string? taskId,
        string? lastEventId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var key = Guid.NewGuid();
        var channel = Channel.CreateBounded<TaskEvent>(MaxBehind);
        try
        {
            // Under one lock, so that no change falls between the two.
            lock (_journal)
            {
                foreach (var first in _journal.Since(lastEventId).Where(e => e.Concerns(taskId)))
                    channel.Writer.TryWrite(first);
                _watchers[key] = (taskId, channel);
            }
            _wake.Release();
            // Something is sent at once and now and then, so that nothing on the way takes the connection for dead.
            yield return new TaskEvent(TaskEvent.Ping, null, null, null);
            while (true)
            {
                var more = channel.Reader.WaitToReadAsync(cancellationToken).AsTask();
                while (await Task.WhenAny(more, Task.Delay(Silence, time, cancellationToken)) != more)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return new TaskEvent(TaskEvent.Ping, null, null, null);
                }
                if (!await more)
                    yield break;
                while (channel.Reader.TryRead(out var change))
                    yield return change;
            }
        }
        finally
        {
            _watchers.TryRemove(key, out _);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WaitForWatchersAsync(stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (DbException e)
            {
                // Nothing is lost: once the database is back, the next look finds the difference to the last.
                log.LogWarning("tasks cannot be watched, trying again: {Reason}", e.Message);
            }
            await Task.Delay(Period, time, stoppingToken);
        }
    }

    private async Task WaitForWatchersAsync(CancellationToken cancellationToken)
    {
        while (_wake.Wait(0, CancellationToken.None)) { }
        if (!_watchers.IsEmpty)
            return;
        lock (_journal)
            _journal.Forget();
        await _wake.WaitAsync(cancellationToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var keep = _watchers.Values.Select(w => w.TaskId).OfType<string>().ToHashSet();
        IReadOnlyCollection<string> known;
        lock (_journal)
            known = _journal.Ids;
        var seen = (await tasks.ListOpenAsync([.. keep.Union(known)], cancellationToken)).ToList();
        for (int i = 0; i < seen.Count; i++)
            if (keep.Contains(seen[i].TaskId))
                seen[i] = await waits.AddAsync(seen[i], cancellationToken);
        var recent = await tasks.ListAsync(Recent, new TaskFilter(), cancellationToken);
        keep.UnionWith(recent.Select(t => t.TaskId));
        lock (_journal)
            foreach (var change in _journal.Note(seen.Concat(recent), keep))
            foreach (var (taskId, events) in _watchers.Values)
                if (change.Concerns(taskId) && !events.Writer.TryWrite(change))
                    events.Writer.TryComplete();
    }
}
