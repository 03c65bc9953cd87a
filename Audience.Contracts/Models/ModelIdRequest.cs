using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>Names a model: by MODEL_JOB_ID or by TASK_ID.</summary>
public sealed record ModelIdRequest
{
    /// <summary>The frontend's id of the model; a task id is taken too.</summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public int? ModelJobId { get; init; }

    /// <summary>The model's task id: 32 hexadecimal digits.</summary>
    [JsonPropertyName("TASK_ID")]
    public string? TaskId { get; init; }
}
