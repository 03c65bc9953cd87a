using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>How dumps stand, in the configured OUTPUT_SCHEMA.</summary>
public static class DumpStatusTables
{
    /// <summary>A row per dump.</summary>
    public static readonly TableDefinition Dump = new(
        "dump",
        [
            new("dump_id", TaskId, Nullable: false),
            new("status", Name, Nullable: false),
            new("conflict_group", Name, Nullable: false),
            new("task_ids", Text, Nullable: false),
            new("input_database", Name),
            new("output_database", Name, Nullable: false),
            new("directory", Name, Nullable: false),
            new("create_time", Time, Nullable: false),
            new("error_message", Text),
            new("check_at", Long),
            new("callback_url", Text),
        ],
        ["dump_id"]
    );

    /// <summary>Which dump has a day's directory.</summary>
    public static readonly TableDefinition DumpDirectory = new(
        "dump_directory",
        [new("directory", Name, Nullable: false), new("dump_id", TaskId, Nullable: false)],
        ["directory"]
    );

    /// <summary>A row per dump group of a dump; its task_id is the dump's id.</summary>
    public static readonly TableDefinition DumpGroup = new(
        "dump_group",
        [
            new("task_id", TaskId, Nullable: false),
            new("group_name", Name, Nullable: false),
            .. SystemTables.WorkColumns(),
            new("table_rows", Long, Nullable: false, Default: "0"),
            new("file_bytes", Long, Nullable: false, Default: "0"),
        ],
        ["task_id", "group_name"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Dump, DumpDirectory, DumpGroup];
}
