using Audience.Contracts.Tasks;

namespace Audience.Api.Tasks;

/// <summary>What is known of the tasks that are watched, and the latest changes, so that who lost the connection misses none.</summary>
public sealed class TaskJournal
{
    private const int MaxEvents = 2_000;

    // Another process, or this one after a restart, has other events.
    private readonly string _source = Guid.NewGuid().ToString("N")[..12];
    private readonly Queue<TaskEvent> _events = new();
    private Dictionary<string, TaskSummary> _known = [];
    private long _number;

    /// <summary>The tasks that are known: those that are open, recent or watched.</summary>
    public IReadOnlyCollection<string> Ids => [.. _known.Keys];

    /// <summary>
    /// What a watcher begins with: the events after the one that it had last, or a reset where that is not known any more; without
    /// one, how all known tasks are.
    /// </summary>
    public IReadOnlyList<TaskEvent> Since(string? lastEventId)
    {
        if (string.IsNullOrEmpty(lastEventId))
            return [.. _known.Values.Select(t => new TaskEvent(TaskEvent.Changed, Id, t.TaskId, t))];
        if (lastEventId == Id)
            return [];
        return _events.Any(e => e.Id == lastEventId)
            ? [.. _events.SkipWhile(e => e.Id != lastEventId).Skip(1)]
            : [new TaskEvent(TaskEvent.Reset, Id, null, null)];
    }

    /// <summary>Notes how tasks are now, and returns what has changed. That time goes by is no change.</summary>
    /// <param name="tasks">All that are known and still there, and all that are to be known.</param>
    /// <param name="keep">Those to know further although they have ended.</param>
    public IReadOnlyList<TaskEvent> Note(IEnumerable<TaskSummary> tasks, IReadOnlySet<string> keep)
    {
        var now = tasks.DistinctBy(t => t.TaskId).ToDictionary(t => t.TaskId);
        var changes = new List<TaskEvent>();
        foreach (var (id, task) in now)
            if (!_known.TryGetValue(id, out var before) || before with { TimeLeft = null } != task with { TimeLeft = null })
                changes.Add(new TaskEvent(TaskEvent.Changed, Next(), id, task));
        foreach (string id in _known.Keys.Except(now.Keys))
            changes.Add(new TaskEvent(TaskEvent.Gone, Next(), id, null));
        foreach (var change in changes)
            _events.Enqueue(change);
        while (_events.Count > MaxEvents)
            _events.Dequeue();
        _known = now.Where(t => t.Value.Phase is not (null or Phase.Done) || keep.Contains(t.Key)).ToDictionary();
        return changes;
    }

    /// <summary>Forgets everything: nobody watches, so that changes are missed from here on.</summary>
    public void Forget()
    {
        _events.Clear();
        _known = [];
        _number++;
    }

    private string Id => $"{_source}-{_number}";

    private string Next()
    {
        _number++;
        return Id;
    }
}
