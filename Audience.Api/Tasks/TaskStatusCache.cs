using System.Collections.Concurrent;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks;

/// <summary>
/// Task rows as they were a moment ago, so that any number of callers who watch a task cost the database a few queries a second.
/// No answer is older than <see cref="Oldest"/>, counted from before the row was read; what this API changes itself is seen at once.
/// </summary>
public sealed class TaskStatusCache(TaskTable tasks, TaskWaits waits, TimeProvider time)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromMilliseconds(100);

    // Read again before that, so that nobody waits for it while the database answers within the rest.
    private static readonly TimeSpan Fresh = Oldest / 2;

    private const int Max = 1_000;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>A task, or null where there is none.</summary>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the waiting, not the query: others may wait for it too.</param>
    public Task<TaskSummary?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_entries.TryGetValue(taskId, out var entry) && IsGood(entry))
                return Answer(entry, cancellationToken);
            var next = new Entry(
                time.GetTimestamp(),
                new Lazy<Task<TaskSummary?>>(() => ReadAsync(taskId)),
                entry?.IsRead == true ? entry.Alone() : null
            );
            // Who comes first reads for all; whoever loses the race looks again.
            if (entry is null ? !_entries.TryAdd(taskId, next) : !_entries.TryUpdate(taskId, next, entry))
                continue;
            Trim();
            return Answer(next, cancellationToken);
        }
    }

    /// <summary>Forgets a task that has just been changed here.</summary>
    public void Forget(string taskId) => _entries.TryRemove(taskId, out _);

    private TimeSpan Age(Entry entry) => time.GetElapsedTime(entry.Begun);

    // What is being read is waited for; what could not be read is not given to who asks later.
    private bool IsGood(Entry entry) => Age(entry) < (entry.IsRead ? Fresh : Oldest) && !entry.HasFailed;

    private Task<TaskSummary?> Answer(Entry entry, CancellationToken cancellationToken)
    {
        var row = entry.Row.Value;
        return !row.IsCompleted && entry.Before is { } before && Age(before) < Oldest ? before.Row.Value : row.WaitAsync(cancellationToken);
    }

    // On the thread pool, so that the caller of Lazy.Value does not block while others wait for it.
    private Task<TaskSummary?> ReadAsync(string taskId) =>
        Task.Run(async () =>
            await tasks.FindAsync(taskId, CancellationToken.None) is { } task ? await waits.AddAsync(task, CancellationToken.None) : null
        );

    private void Trim()
    {
        if (_entries.Count <= Max)
            return;
        foreach (var (id, entry) in _entries)
            if (Age(entry) >= Oldest)
                _entries.TryRemove(new KeyValuePair<string, Entry>(id, entry));
    }

    // By reference: two readings are never the same one.
    private sealed class Entry(long begun, Lazy<Task<TaskSummary?>> row, Entry? before)
    {
        public long Begun => begun;
        public Lazy<Task<TaskSummary?>> Row => row;

        /// <summary>What was read before, to answer with until this is.</summary>
        public Entry? Before => before;

        public bool IsRead => row.IsValueCreated && row.Value.IsCompletedSuccessfully;

        public bool HasFailed => row.IsValueCreated && row.Value.IsCompleted && !row.Value.IsCompletedSuccessfully;

        /// <summary>Without what was before it, so that nothing hangs on to all that ever was.</summary>
        public Entry Alone() => new(begun, row, null);
    }
}
