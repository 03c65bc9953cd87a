using static Audience.Data.Schema.ColumnType;

namespace Audience.Data.Schema;

/// <summary>The tables of models, in the configured OUTPUT_SCHEMA.</summary>
public static class ModelTables
{
    /// <summary>A row per model. The seed's columns, then what the saga keeps to itself.</summary>
    public static readonly TableDefinition ModelStatus = new(
        "model_status",
        [
            new("task_id", TaskId, Nullable: false),
            new("model_name", Name),
            new("training_status", Name),
            new("ext_status", Name),
            new("feature", Name),
            new("model_path", Name),
            new("error_message", Text),
            new("create_time", Time),
            new("job_id", Long),
            new("queue", Name),
            new("artefact", Name),
            new("created", Long, Nullable: false, Default: "0"),
            new("check_at", Long),
            // What callers know it by where that is not its task id: several versions may share it.
            new("model_id", TaskId),
            // Whom to tell that its preparation, and its test, have ended.
            new("callback_url", Text),
            new("test_callback_url", Text),
        ],
        ["task_id"],
        ["job_id"],
        ["model_id"],
        ["check_at"],
        ["artefact"]
    );

    /// <summary>A row per evaluation of a model on a set of documents.</summary>
    public static readonly TableDefinition ModelReport = new(
        "model_report",
        [
            new("id", Serial, Nullable: false),
            new("dataset_type", Name),
            new("accuracy", ColumnType.Double),
            new("report", Text),
            new("create_time", Time),
            new("task_id", TaskId),
        ],
        ["id"],
        ["task_id"]
    );

    /// <summary>Each evaluated document with its labels: CSV, compressed, in parts.</summary>
    public static readonly TableDefinition ModelDetail = new(
        "model_detail",
        [
            new("task_id", TaskId, Nullable: false),
            new("dataset_type", Name, Nullable: false),
            new("part", Int, Nullable: false),
            new("content", Blob, Nullable: false),
        ],
        ["task_id", "dataset_type", "part"]
    );

    /// <summary>What an evaluation shows beside its report: JSON, compressed, in parts.</summary>
    public static readonly TableDefinition ModelInsight = new(
        "model_insight",
        [
            new("task_id", TaskId, Nullable: false),
            new("dataset_type", Name, Nullable: false),
            new("part", Int, Nullable: false),
            new("content", Blob, Nullable: false),
        ],
        ["task_id", "dataset_type", "part"]
    );

    /// <summary>The training and the testing of a model: what to do, and who does it.</summary>
    public static readonly TableDefinition ModelWork = new(
        "model_work",
        [
            new("task_id", TaskId, Nullable: false),
            new("step", Name, Nullable: false),
            new("definition", Text, Nullable: false),
            .. SystemTables.WorkColumns(),
            new("progress", ColumnType.Double),
            new("artefact", Name),
        ],
        ["task_id", "step"],
        ["artefact"]
    );

    /// <summary>A row per version of a model, known by the SHA-256 of its bytes.</summary>
    public static readonly TableDefinition ModelArtefact = new(
        "model_artefact",
        [new("hash", Name, Nullable: false), new("bytes", Long, Nullable: false)],
        ["hash"]
    );

    /// <summary>Its bytes, in parts that pass through a small max_allowed_packet.</summary>
    public static readonly TableDefinition ModelArtefactPart = new(
        "model_artefact_part",
        [new("hash", Name, Nullable: false), new("part", Int, Nullable: false), new("content", Blob, Nullable: false)],
        ["hash", "part"]
    );

    /// <summary>Which versions of models a task labels with.</summary>
    public static readonly TableDefinition TaskModel = new(
        "task_model",
        [new("task_id", TaskId, Nullable: false), new("artefact", Name, Nullable: false)],
        ["task_id", "artefact"],
        ["artefact"]
    );

    /// <summary>The id of a term of a model, by which people change it; given when its terms are first listed.</summary>
    public static readonly TableDefinition ModelTerm = new(
        "model_term",
        [
            new("id", Long, Nullable: false),
            new("task_id", TaskId, Nullable: false),
            new("label", Name, Nullable: false),
            new("term", Name, Nullable: false),
        ],
        ["id"],
        ["task_id"]
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TableDefinition> All =
    [
        ModelStatus,
        ModelReport,
        ModelDetail,
        ModelInsight,
        ModelWork,
        ModelArtefact,
        ModelArtefactPart,
        TaskModel,
        ModelTerm,
    ];
}
