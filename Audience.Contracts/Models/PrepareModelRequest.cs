using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>A model to prepare. Names are matched without regard to case.</summary>
/// <example>
/// {"QUEUE": "queue2", "DATASET_DB": "audience-toolkit-django", "DATASET_NO": 1, "MODEL_JOB_ID": 24, "PREDICT_TYPE": "AUTHOR",
/// "MODEL_TYPE": "RULE_MODEL", "MODEL_INFO": {"model_path": "24_rule_model"}}
/// </example>
public sealed record PrepareModelRequest
{
    /// <summary>One of QUEUES, or MODEL_QUEUE (default): model workers serve each apart from the others.</summary>
    [JsonPropertyName("QUEUE")]
    public string? Queue { get; init; }

    /// <summary>The frontend's database; default DATASET_SCHEMA of the configuration.</summary>
    [JsonPropertyName("DATASET_DB")]
    public string? DatasetDb { get; init; }

    /// <summary>
    /// The id of the labeling job in that database, a number; or a data set of /documents/, 32 hexadecimal digits, and then DATASET_DB is
    /// not looked at.
    /// </summary>
    [JsonPropertyName("DATASET_NO")]
    public required object DatasetNo { get; init; }

    /// <summary>
    /// The frontend's id of the model; default the number that model_path begins with, if any. Preparing under an id that is in use
    /// replaces the model once the new one is ready. A task id is taken too, and then is the model's.
    /// </summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public int? ModelJobId { get; init; }

    /// <summary>What the model looks at: AUTHOR, CONTENT, TITLE, S_AREA_ID, S_ID, ID or POST_TIME.</summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public required string PredictType { get; init; }

    /// <summary>
    /// KEYWORD_MODEL, RULE_MODEL (alias REGEX_MODEL), TERM_WEIGHT_MODEL, RANDOM_FOREST_MODEL, SVM_MODEL, LOGISTIC_REGRESSION_MODEL, or
    /// LABEL_VOTE_MODEL: the votes of the models of MODEL_ID_LIST, weighed by documents that people labelled or by how the models agree.
    /// </summary>
    [JsonPropertyName("MODEL_TYPE")]
    public required string ModelType { get; init; }

    /// <summary>
    /// Whose votes a LABEL_VOTE_MODEL weighs: 2 to 20 models that are ready and look at PREDICT_TYPE, by MODEL_JOB_ID or task id. They are
    /// copied as they are when the preparation begins.
    /// </summary>
    [JsonPropertyName("MODEL_ID_LIST")]
    public IReadOnlyList<string>? ModelIdList { get; init; }

    /// <summary>What the frontend calls the model.</summary>
    [JsonPropertyName("MODEL_INFO")]
    public required ModelInfo ModelInfo { get; init; }

    /// <summary>
    /// The id to give the model: 32 hexadecimal digits; default a new one. One that is in use replaces that model once the new one is
    /// ready.
    /// </summary>
    [JsonPropertyName("TASK_ID")]
    public string? TaskId { get; init; }

    /// <summary>
    /// Where the model's status is sent (POST) when its preparation has ended, in whatever way. It is signed; hosts only from
    /// CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }
}

/// <summary>What the frontend calls a model.</summary>
public sealed record ModelInfo
{
    /// <summary>A name, 1 to 190 characters; no file of ours.</summary>
    [JsonPropertyName("model_path")]
    public required string ModelPath { get; init; }
}
