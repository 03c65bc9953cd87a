using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>Comparisons of tasks, in the configured OUTPUT_SCHEMA.</summary>
public static class ComparisonTables
{
    /// <summary>A row per comparison; its result is JSON, compressed.</summary>
    public static readonly TableDefinition Comparison = new(
        "task_comparison",
        [
            new("comparison_id", TaskId, Nullable: false),
            new("status", Name, Nullable: false),
            new("before_id", TaskId, Nullable: false),
            new("after_id", TaskId, Nullable: false),
            new("create_time", Time, Nullable: false),
            new("result", Blob),
            new("callback_url", Text),
        ],
        ["comparison_id"],
        ["before_id"],
        ["after_id"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [Comparison];
}
