using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>A model and how far it is.</summary>
public sealed record ModelStatus
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>The kind of model: <c>TERM_WEIGHT_MODEL</c>.</summary>
    [JsonPropertyName("model_name")]
    public string? ModelName { get; init; }

    /// <summary>
    /// <c>pending</c>, <c>started</c>, <c>finished</c>, <c>failed</c>, <c>break</c>, or <c>untrainable</c>: rules that are ready.
    /// </summary>
    [JsonPropertyName("training_status")]
    public string? TrainingStatus { get; init; }

    /// <summary>Likewise for testing; null where the model was never tested.</summary>
    [JsonPropertyName("ext_status")]
    public string? ExtStatus { get; init; }

    /// <summary>AUTHOR, CONTENT or TITLE.</summary>
    [JsonPropertyName("feature")]
    public string? Feature { get; init; }

    /// <summary>What the frontend calls the model.</summary>
    [JsonPropertyName("model_path")]
    public string? ModelPath { get; init; }

    /// <summary>Why it failed or was aborted.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>When it was asked for, local to TIME_ZONE: <c>2022-01-12 11:09:13</c>.</summary>
    [JsonPropertyName("create_time")]
    public string? CreateTime { get; init; }

    /// <summary>The frontend's id of the model.</summary>
    [JsonPropertyName("job_id")]
    public long? JobId { get; init; }

    /// <summary>How much of the training, or of the testing that followed, is done: 0 to 1.</summary>
    [JsonPropertyName("progress")]
    public double? Progress { get; init; }
}
