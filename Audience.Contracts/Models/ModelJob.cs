using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>The answer to preparing, testing or importing a model: the request, and the model's task id.</summary>
public sealed record ModelJob
{
    /// <summary>The queue that the job waits in.</summary>
    [JsonPropertyName("QUEUE")]
    public required string Queue { get; init; }

    /// <summary>The database that it reads; null where the model was imported.</summary>
    [JsonPropertyName("DATASET_DB")]
    public string? DatasetDb { get; init; }

    /// <summary>
    /// The labeling job that it reads, a number, or the data set, 32 hexadecimal digits; null where the model was imported.
    /// </summary>
    [JsonPropertyName("DATASET_NO")]
    public object? DatasetNo { get; init; }

    /// <summary>The frontend's id of the model; null where it gave none.</summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public long? ModelJobId { get; init; }

    /// <summary>What the model looks at.</summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public required string PredictType { get; init; }

    /// <summary>The kind of model.</summary>
    [JsonPropertyName("MODEL_TYPE")]
    public required string ModelType { get; init; }

    /// <summary>What the frontend calls the model.</summary>
    [JsonPropertyName("MODEL_INFO")]
    public required ModelInfo ModelInfo { get; init; }

    /// <summary>The model's id: 32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }
}
