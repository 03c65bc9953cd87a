using Audience.Contracts.Tasks;

namespace Audience.Jobs.Tasks;

/// <summary>
/// The ways of a task, and what changes with each. Sagas, API and watchdog change a task's state here and nowhere else, each with the row
/// locked: queued → labeling → producing → done; to done from anywhere by failure and abort, from done to queued by resuming, and to
/// deleting from anywhere.
/// </summary>
public static class TaskTransitions
{
    /// <summary>Labelling begins, or goes on where it failed.</summary>
    /// <param name="task">Queued.</param>
    /// <param name="now">The server's clock.</param>
    public static void Start(TaskState task, long now)
    {
        Move(task, Phase.Labeling, Stat.Pending, Phase.Queued);
        (task.StartedAt, task.CheckAt) = (now, now);
        (task.ProgressBase, task.ProgressAt, task.PaceAt) = (task.Progress ?? 0, now, null);
        (task.Reached, task.ReachedAt) = (null, null);
        (task.ProduceAt, task.ErrorMessage, task.CheckPoint, task.RunTime) = (null, null, null, null);
    }

    /// <summary>More of the task is done; what it has come to never falls.</summary>
    /// <param name="task">Labelling or producing.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="now">The server's clock.</param>
    public static void Advance(TaskState task, double progress, long now)
    {
        if (Math.Round(progress, 4) is var rounded && rounded > (task.Progress ?? 0))
            (task.Progress, task.ProgressAt) = (rounded, now);
    }

    /// <summary>Notes how far a task is with what is done of the chunks at hand.</summary>
    /// <param name="task">Labelling.</param>
    /// <param name="reached">0 to 1; it falls where a chunk is begun anew.</param>
    /// <param name="now">The server's clock.</param>
    public static void Reach(TaskState task, double reached, long now) => (task.Reached, task.ReachedAt) = (Math.Round(reached, 4), now);

    /// <summary>Notes where its pace is measured from, once chunks are being labelled.</summary>
    /// <param name="task">Labelling.</param>
    /// <param name="begunAt">When the first of them was begun; null where none is.</param>
    /// <param name="reached">What is reached now, 0 to 1.</param>
    /// <param name="now">The server's clock.</param>
    public static void NotePace(TaskState task, long? begunAt, double reached, long now)
    {
        if (task.PaceAt is not null || begunAt is null)
            return;
        // Where others are done already, theirs is not known any more.
        bool isFirst = (task.Progress ?? 0) <= (task.ProgressBase ?? 0);
        (task.PaceAt, task.ProgressBase) = isFirst ? (begunAt, task.ProgressBase) : (now, reached);
    }

    /// <summary>Everything is labelled; production follows after COUNTDOWN.</summary>
    public static void EndLabeling(TaskState task, long now)
    {
        Move(task, Phase.Producing, Stat.Success, Phase.Labeling);
        task.RunTime = Math.Round((now - task.StartedAt!.Value) / 60_000.0, 5);
        task.ProduceAt = now + (task.Countdown ?? 0) * 1000L;
    }

    /// <summary>Production is complete, or there was nothing to produce.</summary>
    public static void Finish(TaskState task, string prodStat, long now)
    {
        Move(task, Phase.Done, Stat.Success, Phase.Producing);
        (task.ProdStat, task.Progress, task.ProgressAt, task.CheckAt) = (prodStat, 1, now, null);
    }

    /// <summary>The task cannot go on; it may be resumed.</summary>
    /// <param name="task">Not ended.</param>
    /// <param name="reason">For the operator.</param>
    /// <param name="checkPoint">The time before which everything is labelled.</param>
    public static void Fail(TaskState task, string reason, DateTime checkPoint)
    {
        Move(task, Phase.Done, Stat.Failure, Phase.Labeling, Phase.Producing);
        (task.ErrorMessage, task.CheckPoint, task.CheckAt) = (reason, checkPoint, null);
    }

    /// <summary>A caller ends the task for good, also one that the Python original left PENDING; false where it has ended.</summary>
    public static bool TryAbort(TaskState task)
    {
        if (task.Phase is Phase.Done or Phase.Deleting || task.Phase is null && task.Stat != Stat.Pending)
            return false;
        if (task.Phase is null)
            task.Stat = Stat.Break;
        else
            Move(task, Phase.Done, Stat.Break, Phase.Queued, Phase.Labeling, Phase.Producing);
        task.CheckAt = null;
        return true;
    }

    /// <summary>A caller has a failed task go on; false where it is not in FAILURE.</summary>
    public static bool TryResume(TaskState task, long now)
    {
        if (task.Stat != Stat.Failure || task.Phase != Phase.Done)
            return false;
        Move(task, Phase.Queued, Stat.Pending, Phase.Done);
        (task.ErrorMessage, task.CheckPoint, task.ProdStat) = (null, null, null);
        (task.CheckAt, task.DeleteAt) = (now + Watchdog.SagaWatchdog.CheckMs, null);
        return true;
    }

    /// <summary>Takes back a resumption that could not be announced; false where a worker has found the task meanwhile.</summary>
    public static bool TryUndoResume(TaskState task, string? reason, DateTime? checkPoint)
    {
        if (task.Phase != Phase.Queued)
            return false;
        Move(task, Phase.Done, Stat.Failure, Phase.Queued);
        (task.ErrorMessage, task.CheckPoint, task.CheckAt) = (reason, checkPoint, null);
        return true;
    }

    /// <summary>A caller wants the task gone, whatever it does; false where it is being deleted already.</summary>
    public static bool TryDelete(TaskState task, long now)
    {
        if (task.Phase == Phase.Deleting)
            return false;
        task.Phase ??= Phase.Done;
        Move(task, Phase.Deleting, Stat.Break, Phase.Queued, Phase.Labeling, Phase.Producing, Phase.Done);
        task.CheckAt = now;
        return true;
    }

    /// <summary>Whether the task has ended since it was in a phase; a resumption that is taken back is no end.</summary>
    public static bool HasEnded(string? before, TaskState task) =>
        before is Phase.Queued or Phase.Labeling or Phase.Producing
        && task.Phase is Phase.Done or Phase.Deleting
        && (before != Phase.Queued || task.Stat != Stat.Failure);

    /// <summary>Whether a task that could not be announced can still be taken back: no worker has found it.</summary>
    public static bool CanWithdraw(TaskState task) => task.Phase == Phase.Queued;

    private static void Move(TaskState task, string phase, string stat, params string[] from)
    {
        if (!from.Contains(task.Phase))
            throw new InvalidOperationException($"a task that is {task.Phase ?? "of an earlier version"} cannot become {phase}");
        (task.Phase, task.Stat) = (phase, stat);
    }
}
