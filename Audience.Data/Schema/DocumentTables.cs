using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The tables of <c>/documents/</c>, in the configured OUTPUT_SCHEMA.</summary>
public static class DocumentTables
{
    /// <summary>A row per data set.</summary>
    public static readonly TableDefinition DataSet = new(
        "data_set",
        [
            new("task_id", TaskId, Nullable: false),
            new("name", Name, Nullable: false),
            new("description", Text, Nullable: false),
            new("task_type", Name, Nullable: false),
            new("is_multi_label", Int, Nullable: false),
            new("create_time", Time, Nullable: false),
            new("update_time", Time, Nullable: false),
            new("created", Long, Nullable: false),
        ],
        ["task_id"]
    );

    /// <summary>A row per document. Rows of a set stand in the order of their ids.</summary>
    public static readonly TableDefinition Document = new(
        "data_set_document",
        [
            new("id", Long, Nullable: false),
            new("task_id", TaskId, Nullable: false),
            new("title", Text, Nullable: false),
            new("author", Text, Nullable: false),
            new("s_id", Text, Nullable: false),
            new("s_area_id", Text, Nullable: false),
            new("content", Text, Nullable: false),
            new("post_time", Time),
            new("dataset_type", Name, Nullable: false),
        ],
        ["id"],
        ["task_id"],
        ["task_id", "dataset_type"]
    );

    /// <summary>A row per label of a document, in the order in which they were given.</summary>
    public static readonly TableDefinition DocumentLabel = new(
        "data_set_label",
        [
            new("document_id", Long, Nullable: false),
            new("ordinal", Int, Nullable: false),
            new("task_id", TaskId, Nullable: false),
            new("label", Name, Nullable: false),
        ],
        ["document_id", "ordinal"],
        ["task_id", "label"]
    );

    /// <summary>A row per rule.</summary>
    public static readonly TableDefinition Rule = new(
        "data_set_rule",
        [
            new("id", Long, Nullable: false),
            new("task_id", TaskId, Nullable: false),
            new("content", Text, Nullable: false),
            new("label", Name, Nullable: false),
            new("rule_type", Name, Nullable: false),
            new("match_type", Name, Nullable: false),
            // A JSON list; null where there is none.
            new("unless", Text),
        ],
        ["id"],
        ["task_id"]
    );

    /// <summary>The next free id of each kind of row: ids are never given twice, also after rows were deleted.</summary>
    public static readonly TableDefinition Number = new(
        "data_set_number",
        [new("kind", Name, Nullable: false), new("next_id", Long, Nullable: false)],
        ["kind"]
    );

    /// <summary>A row per review of a data set: what was looked for, how far it is, and what was found, as JSON.</summary>
    public static readonly TableDefinition Review = new(
        "data_set_review",
        [
            new("review_id", TaskId, Nullable: false),
            new("task_id", TaskId, Nullable: false),
            new("kind", Name, Nullable: false),
            new("feature", Name, Nullable: false),
            // Where posts are looked for; empty where the set itself is looked through.
            new("place", Name, Nullable: false, Default: "''"),
            new("status", Name, Nullable: false),
            new("progress", ColumnType.Double, Nullable: false, Default: "0"),
            new("set_time", Time, Nullable: false),
            new("create_time", Time, Nullable: false),
            new("result", Text),
        ],
        ["review_id"],
        ["task_id", "kind"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All = [DataSet, Document, DocumentLabel, Rule, Number, Review];
}
