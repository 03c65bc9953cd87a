using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>A model to test: MODEL_JOB_ID or TASK_ID says which. Names are matched without regard to case.</summary>
/// <example>{"QUEUE": "queue2", "DATASET_DB": "audience-toolkit-django", "DATASET_NO": 1, "MODEL_JOB_ID": 24}</example>
public sealed record TestModelRequest
{
    /// <summary>One of QUEUES, or MODEL_QUEUE (default): model workers serve each apart from the others.</summary>
    [JsonPropertyName("QUEUE")]
    public string? Queue { get; init; }

    /// <summary>The frontend's database; default DATASET_SCHEMA of the configuration.</summary>
    [JsonPropertyName("DATASET_DB")]
    public string? DatasetDb { get; init; }

    /// <summary>
    /// The id of the labeling job in that database, a number; or a data set of /documents/, 32 hexadecimal digits, and then errors are a
    /// JSON text.
    /// </summary>
    [JsonPropertyName("DATASET_NO")]
    public required object DatasetNo { get; init; }

    /// <summary>The frontend's id of the model; a task id is taken too.</summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public int? ModelJobId { get; init; }

    /// <summary>The model's own id, in place of MODEL_JOB_ID.</summary>
    [JsonPropertyName("TASK_ID")]
    public string? TaskId { get; init; }

    /// <summary>May be sent as when it was prepared; what the model looks at stays as it was prepared.</summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public string? PredictType { get; init; }

    /// <summary>May be sent as when it was prepared; the model stays of the type that it was prepared as.</summary>
    [JsonPropertyName("MODEL_TYPE")]
    public string? ModelType { get; init; }

    /// <summary>May be sent as when it was prepared.</summary>
    [JsonPropertyName("MODEL_INFO")]
    public ModelInfo? ModelInfo { get; init; }

    /// <summary>
    /// Where the model's status is sent (POST) when the test has ended, in whatever way. It is signed; hosts only from CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }
}
