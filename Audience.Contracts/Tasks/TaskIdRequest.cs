using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>Names a task, to abort or resume it.</summary>
public sealed record TaskIdRequest
{
    /// <summary>32 hexadecimal digits.</summary>
    [JsonPropertyName("TASK_ID")] public required string TaskId { get; init; }
}
