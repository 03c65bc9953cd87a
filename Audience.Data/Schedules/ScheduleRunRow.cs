namespace Audience.Data.Schedules;

/// <summary>A run of a schedule, or a backfill that waits for its turn.</summary>
public sealed record ScheduleRunRow
{
    /// <summary>Its number among those of the schedule, from 1.</summary>
    public required int Run { get; init; }

    /// <summary><see cref="RunStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary><see cref="RunKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its task; null while it waits.</summary>
    public string? RunTask { get; init; }

    /// <summary>The version of the definition that it used; null while it waits.</summary>
    public int? Version { get; init; }

    /// <summary>Start of its range, inclusive.</summary>
    public required DateTime StartTime { get; init; }

    /// <summary>End of its range, exclusive.</summary>
    public required DateTime EndTime { get; init; }

    /// <summary>
    /// Posts that it read of times that earlier runs had read, beyond those that they found there; null before it is done, and of runs
    /// that nobody counted.
    /// </summary>
    public long? LatePosts { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>Values of <c>schedule_run.status</c>.</summary>
public static class RunStatus
{
    /// <summary>A backfill whose turn has not come.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its task has not ended.</summary>
    public const string Running = "running";

    /// <summary>Its task has ended well, and its rows are being taken over into the schedule's panels.</summary>
    public const string Producing = "producing";

    /// <summary>Its rows are in the schedule's panels.</summary>
    public const string Done = "done";

    /// <summary>Its task has failed, or was aborted or deleted.</summary>
    public const string Failed = "failed";
}

/// <summary>Values of <c>schedule_run.kind</c>.</summary>
public static class RunKind
{
    /// <summary>It was due.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>Somebody asked for it.</summary>
    public const string Asked = "asked";

    /// <summary>Labels a range again.</summary>
    public const string Backfill = "backfill";
}
