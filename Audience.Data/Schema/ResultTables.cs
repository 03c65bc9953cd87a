using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>Label and production tables, one of each per source group.</summary>
public static class ResultTables
{
    /// <summary>What the names of production tables begin with.</summary>
    public const string ProductionPrefix = "wh_panel_mapping_";

    private static readonly Column[] Columns =
    [
        new("id", Text),
        new("task_id", TaskId, Nullable: false),
        new("source_author", Text),
        new("panel", Name),
        new("create_time", Time),
        new("field_content", Text),
        new("match_content", Text),
        new("chunk_seq", Int, Nullable: false, Default: "0"),
        new("row_seq", Int, Nullable: false, Default: "0"),
        new("author_hash", Long, Nullable: false, Default: "0"),
    ];

    // A row is found by task and chunk (to delete, to produce) or by task, chunk and number (to sample): the primary key
    // serves all of them, and rows arrive in its order. Any further index would cost more to keep than it gives.
    private static readonly string[] Key = ["task_id", "chunk_seq", "row_seq"];

    /// <summary>How probable a learned label is: a column that label tables get with the first task that asks for it.</summary>
    public const string Score = "score";

    /// <summary>With so many decimals.</summary>
    public const int ScoreDecimals = 6;

    private static readonly Column[] ScoredColumns = [.. Columns, new(Score, ColumnType.Double)];

    /// <summary>Label table: one row per labelled post and label.</summary>
    /// <param name="group">The source group.</param>
    /// <param name="scores">Whether rows carry probabilities.</param>
    public static TableDefinition Label(string group, bool scores = false) =>
        new(SqlNames.Check(group), scores ? ScoredColumns : Columns, Key);

    /// <summary>Production table: one row per task, author and panel; its key is that of the label row it came from.</summary>
    public static TableDefinition Production(string group) => new(ProductionName(group), Columns, Key);

    /// <summary>The production table's name.</summary>
    public static string ProductionName(string group) => ProductionPrefix + SqlNames.Check(group);

    /// <summary>The column names, for INSERT … SELECT.</summary>
    public static string ColumnList { get; } = string.Join(", ", Columns.Select(c => c.Name));
}
