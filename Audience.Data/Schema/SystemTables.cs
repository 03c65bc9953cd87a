using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The tables of the system's own, in the configured OUTPUT_SCHEMA.</summary>
public static class SystemTables
{
    /// <summary>A row per task. The seed's columns, then progress and phase, then what the saga keeps to itself.</summary>
    public static readonly TableDefinition State = new(
        "state",
        [
            new("task_id", TaskId, Nullable: false),
            new("stat", Name),
            new("prod_stat", Name),
            new("model_type", Name),
            new("predict_type", Name),
            new("date_range", Text),
            new("target_table", Name),
            new("create_time", Time),
            new("peak_memory", ColumnType.Double),
            new("length_receive_table", Long),
            new("length_output_table", Long),
            new("length_prod_table", Text),
            new("result", Text),
            new("uniq_source_author", Text),
            new("rate_of_label", Text),
            new("run_time", ColumnType.Double),
            new("check_point", Time),
            new("error_message", Text),
            new("progress", ColumnType.Double),
            new("phase", Name),
            new("queue", Name),
            new("output_schema", Name),
            new("countdown", Int),
            new("start_time", Time),
            new("end_time", Time),
            new("planned_to", Time),
            new("created", Long),
            new("started_at", Long),
            new("produce_at", Long),
            new("check_at", Long),
            new("skipped", Text),
            new("fold", Text),
            new("progress_base", ColumnType.Double),
            new("progress_at", Long),
            new("callback_url", Text),
            new("keep_days", Int),
            new("delete_at", Long),
            new("priority", Name),
            new("pace_at", Long),
            new("reached", ColumnType.Double),
            new("reached_at", Long),
        ],
        ["task_id"],
        ["create_time"],
        ["phase", "check_at"],
        ["keep_days", "delete_at"]
    );

    /// <summary>What a task does, with its source connection encrypted. Large patterns are in <see cref="TaskPattern"/>.</summary>
    public static readonly TableDefinition TaskDefinition = new(
        "task_definition",
        [new("task_id", TaskId, Nullable: false), new("definition", Text, Nullable: false), new("site_config", Blob), new("search", Text)],
        ["task_id"]
    );

    /// <summary>A task's PATTERN, compressed, in parts that pass through a small max_allowed_packet.</summary>
    public static readonly TableDefinition TaskPattern = new(
        "task_pattern",
        [new("task_id", TaskId, Nullable: false), new("part", Int, Nullable: false), new("content", Blob, Nullable: false)],
        ["task_id", "part"]
    );

    /// <summary>
    /// A row per chunk of a task: a half-open time range of its source. Where it has a key, it is that half-open range of the
    /// source's primary
    /// key instead, of posts of any time of the task; then its times are about those of its posts.
    /// </summary>
    public static readonly TableDefinition TaskChunk = new(
        "task_chunk",
        [
            new("task_id", TaskId, Nullable: false),
            new("seq", Int, Nullable: false),
            new("from_time", Time, Nullable: false),
            new("to_time", Time, Nullable: false),
            .. WorkColumns(),
            new("posts", Long, Nullable: false, Default: "0"),
            new("label_rows", Long, Nullable: false, Default: "0"),
            new("from_key", Text),
            new("to_key", Text),
            new("no_author", Long, Nullable: false, Default: "0"),
            new("no_source", Long, Nullable: false, Default: "0"),
            new("impossible_time", Long, Nullable: false, Default: "0"),
            new("no_text", Long, Nullable: false, Default: "0"),
        ],
        ["task_id", "seq"]
    );

    /// <summary>A row per chunk and source group that has posts in it.</summary>
    public static readonly TableDefinition TaskChunkGroup = new(
        "task_chunk_group",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("seq", Int, Nullable: false),
            new("label_rows", Int, Nullable: false),
        ],
        ["task_id", "group_name", "seq"]
    );

    /// <summary>The sorted distinct author hashes of a chunk and group, in parts; deleted once they are counted.</summary>
    public static readonly TableDefinition TaskChunkAuthors = new(
        "task_chunk_authors",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("seq", Int, Nullable: false),
            new("part", Int, Nullable: false),
            new("hashes", Blob, Nullable: false),
        ],
        ["task_id", "group_name", "seq", "part"]
    );

    /// <summary>What labels and rules did in a chunk (<see cref="Tasks.RunFigures"/>), in parts.</summary>
    public static readonly TableDefinition TaskChunkReport = new(
        "task_chunk_report",
        [
            new("task_id", TaskId, Nullable: false),
            new("seq", Int, Nullable: false),
            new("part", Int, Nullable: false),
            new("figures", Blob, Nullable: false),
        ],
        ["task_id", "seq", "part"]
    );

    /// <summary>
    /// A row per chunk of a schedule's run and day that has posts in it: its posts by second, as <see cref="Posts.DayCounts"/> packs them.
    /// Its day is a <see cref="DateOnly.DayNumber"/>. Deleted once the run is taken over.
    /// </summary>
    public static readonly TableDefinition TaskChunkTime = new(
        "task_chunk_time",
        [
            new("task_id", TaskId, Nullable: false),
            new("day", Int, Nullable: false),
            new("seq", Int, Nullable: false),
            new("counts", Blob, Nullable: false),
        ],
        ["task_id", "day", "seq"]
    );

    /// <summary>
    /// A row per panel of a source group that is produced: its authors, and those who lost it to a conflict; and per pair of panels (other
    /// is not empty): the authors with rows of both.
    /// </summary>
    public static readonly TableDefinition TaskGroupPanel = new(
        "task_group_panel",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("panel", Name, Nullable: false),
            new("other", Name, Nullable: false),
            new("authors", Long, Nullable: false),
            new("lost", Long, Nullable: false),
        ],
        ["task_id", "group_name", "panel", "other"]
    );

    /// <summary>A row per source group of a labelled task: its production.</summary>
    public static readonly TableDefinition TaskGroup = new(
        "task_group",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            .. WorkColumns(),
            new("production_rows", Long, Nullable: false, Default: "0"),
            new("authors", Long, Nullable: false, Default: "0"),
            // How many parts task_group_member has of it; NULL where it was produced without.
            new("member_parts", Int),
        ],
        ["task_id", "group_name"]
    );

    /// <summary>The authors of each panel of a source group, as hashes, in parts (<see cref="Production.PanelMembers"/>).</summary>
    public static readonly TableDefinition TaskGroupMember = new(
        "task_group_member",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            new("part", Int, Nullable: false),
            new("panels", Text, Nullable: false),
            new("members", Blob, Nullable: false),
        ],
        ["task_id", "group_name", "part"]
    );

    /// <summary>A row per piece of work that is to be done: of a task, a model or a dump. What is done is deleted.</summary>
    public static readonly TableDefinition WorkItem = new(
        "work_item",
        [
            new("parent_id", TaskId, Nullable: false),
            new("kind", Name, Nullable: false),
            new("ordinal", Int, Nullable: false),
            new("item", Name, Nullable: false),
            new("queue", Name, Nullable: false),
            new("status", Name, Nullable: false),
            new("attempts", Int, Nullable: false, Default: "0"),
            new("postponed", Int, Nullable: false, Default: "0"),
            new("added_at", Long, Nullable: false, Default: "0"),
            new("due_at", Long, Nullable: false, Default: "0"),
            new("waiting_since", Long),
            new("waiting_for", Text),
            new("owner", Name),
            new("worker", Name),
            new("claimed_at", Long),
            new("lease_until", Long),
            new("error", Text),
            new("progress", ColumnType.Double),
        ],
        ["parent_id", "kind", "ordinal"],
        ["queue", "kind", "status"]
    );

    /// <summary>A row per call that was to change something.</summary>
    public static readonly TableDefinition Audit = new(
        "audit",
        [
            new("id", Serial, Nullable: false),
            new("called_at", Time, Nullable: false),
            new("key_name", Name, Nullable: false),
            new("operation", Name, Nullable: false),
            new("target", Name),
            new("error_code", Int, Nullable: false),
        ],
        ["id"],
        ["key_name"],
        ["target"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All =
    [
        State,
        TaskDefinition,
        TaskPattern,
        TaskChunk,
        TaskChunkGroup,
        TaskChunkAuthors,
        TaskChunkReport,
        TaskChunkTime,
        TaskGroup,
        TaskGroupPanel,
        TaskGroupMember,
        WorkItem,
        Audit,
        .. WorkerTables.All,
        .. ModelTables.All,
        .. DocumentTables.All,
        .. ScheduleTables.All,
        .. AudienceTables.All,
        .. CallbackTables.All,
        .. DumpStatusTables.All,
        .. ComparisonTables.All,
    ];

    // Temporary tables, which would hide one of that name.
    private static readonly string[] Temporary = ["production_winner", "dump_new", "dump_time"];

    /// <summary>
    /// Whether a source group may not have the name: a table of the system's own has it, or one of another group's might.
    /// </summary>
    public static bool IsReserved(string name) =>
        All.Select(table => table.Name).Concat(Temporary).Contains(name, StringComparer.OrdinalIgnoreCase)
        || name.EndsWith("_dump", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("task_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(ResultTables.ProductionPrefix, StringComparison.OrdinalIgnoreCase);

    internal static Column[] WorkColumns() =>
        [new("status", Name, Nullable: false), new("attempts", Int, Nullable: false, Default: "0"), new("error", Text)];
}
