using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The tables of <c>/schedules/</c>, in the configured OUTPUT_SCHEMA.</summary>
public static class ScheduleTables
{
    /// <summary>A row per schedule. What its runs do is the definition that definition_id names, which belongs to no task.</summary>
    public static readonly TableDefinition Schedule = new(
        "schedule",
        [
            new("schedule_id", TaskId, Nullable: false),
            new("name", Name, Nullable: false),
            new("definition_id", TaskId, Nullable: false),
            new("version", Int, Nullable: false),
            new("cron", Name),
            new("time_zone", Name, Nullable: false),
            new("since", Time, Nullable: false),
            new("lag_minutes", Int, Nullable: false),
            new("lookback_hours", Int, Nullable: false),
            new("enabled", Int, Nullable: false),
            new("asked", Int, Nullable: false, Default: "0"),
            new("phase", Name, Nullable: false),
            new("run", Int),
            new("watermark", Time),
            new("next_at", Long),
            new("create_time", Time, Nullable: false),
        ],
        ["schedule_id"]
    );

    /// <summary>A row per run of a schedule, and per backfill that waits for its turn; its task_id is the schedule's id.</summary>
    public static readonly TableDefinition Run = new(
        "schedule_run",
        [
            new("task_id", TaskId, Nullable: false),
            new("run", Int, Nullable: false),
            .. SystemTables.WorkColumns(),
            new("kind", Name, Nullable: false),
            new("run_task", TaskId),
            new("version", Int),
            new("start_time", Time, Nullable: false),
            new("end_time", Time, Nullable: false),
        ],
        ["task_id", "run"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Schedule, Run];
}
