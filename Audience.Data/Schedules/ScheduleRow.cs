namespace Audience.Data.Schedules;

/// <summary>A schedule as the table has it.</summary>
public sealed record ScheduleRow
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The definition that the next run takes.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>How many definitions it has had, this one included.</summary>
    public required int Version { get; init; }

    /// <summary>When it runs, in five fields; null where it runs only when told to.</summary>
    public string? Cron { get; init; }

    /// <summary>The zone that <see cref="Cron"/> is read in, by its IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Where the first run starts.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Posts younger than that wait for the next run.</summary>
    public required int LagMinutes { get; init; }

    /// <summary>How far a run goes back before the end of the last one.</summary>
    public required int LookbackHours { get; init; }

    /// <summary>Whether it runs by itself.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether it was told to run, and has not begun to.</summary>
    public bool Asked { get; init; }

    /// <summary>See <see cref="SchedulePhase"/>.</summary>
    public required string Phase { get; init; }

    /// <summary>The run at hand; null where there is none.</summary>
    public int? Run { get; init; }

    /// <summary>The end of the range that runs have labelled; null before the first has ended.</summary>
    public DateTime? Watermark { get; init; }

    /// <summary>When the next run is due, in milliseconds since 1970, UTC; null where none is.</summary>
    public long? NextAt { get; init; }

    /// <summary>When it was made, local to TIME_ZONE.</summary>
    public required DateTime CreateTime { get; init; }

    /// <summary>Whom to tell that a run has ended (CALLBACK_URL); null for nobody.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>How many days before the watermark label rows count, and are kept (KEEP_DAYS); null for ever.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Posts of all its runs that came late, as <see cref="ScheduleRunRow.LatePosts"/> counts them.</summary>
    public long LatePosts { get; init; }
}

/// <summary>Values of <c>schedule.phase</c>.</summary>
public static class SchedulePhase
{
    /// <summary>No run is at hand.</summary>
    public const string Idle = "idle";

    /// <summary>A run's task has not ended.</summary>
    public const string Running = "running";

    /// <summary>A run's rows are being taken over into the schedule's panels.</summary>
    public const string Producing = "producing";
}
