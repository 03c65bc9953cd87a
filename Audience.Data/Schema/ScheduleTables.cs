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
            new("callback_url", Text),
            new("keep_days", Int),
            new("late_posts", Long, Nullable: false, Default: "0"),
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
            new("late_posts", Long),
        ],
        ["task_id", "run"],
        ["run_task"]
    );

    /// <summary>
    /// The label rows that count in a schedule's panels: of runs that cover the same time, the later one's. Its task_id is the schedule's
    /// id; bucket is 31 bits of the author's hash, so that all rows of an author lie together; chunk_seq and row_seq are those of the
    /// run's task.
    /// </summary>
    public static readonly TableDefinition Row = new(
        "series_row",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("bucket", Int, Nullable: false),
            new("run", Int, Nullable: false),
            new("chunk_seq", Int, Nullable: false),
            new("row_seq", Int, Nullable: false),
            new("author_hash", Long, Nullable: false),
            new("panel_name", Name, Nullable: false),
            new("create_time", Time, Nullable: false),
        ],
        ["task_id", "group_name", "bucket", "run", "chunk_seq", "row_seq"],
        ["task_id", "group_name", "create_time"]
    );

    /// <summary>Buckets of authors whose panels are to be made anew; gone when they are.</summary>
    public static readonly TableDefinition Bucket = new(
        "series_bucket",
        [new("task_id", TaskId, Nullable: false), new("group_name", Name, Nullable: false), new("bucket", Int, Nullable: false)],
        ["task_id", "group_name", "bucket"]
    );

    /// <summary>A row per source group of a schedule: the last run whose rows were taken over, and its production rows.</summary>
    public static readonly TableDefinition Group = new(
        "series_group",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("run", Int, Nullable: false),
            new("production_rows", Long, Nullable: false, Default: "0"),
        ],
        ["task_id", "group_name"]
    );

    /// <summary>
    /// A row per day that runs of a schedule have read posts of: the posts of each second that the last run read that covers it, as
    /// <see cref="Posts.DayCounts"/> packs them. Its day is a <see cref="DateOnly.DayNumber"/>.
    /// </summary>
    public static readonly TableDefinition Day = new(
        "series_day",
        [new("task_id", TaskId, Nullable: false), new("day", Int, Nullable: false), new("counts", Blob, Nullable: false)],
        ["task_id", "day"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Schedule, Run, Row, Bucket, Group, Day];
}
