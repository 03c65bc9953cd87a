using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>Names a task, to abort, resume or delete it.</summary>
/// <example>{"TASK_ID": "7c7bd38c410a11ecb688d45d6456a14d"}</example>
public sealed record TaskIdRequest
{
    /// <summary>32 hexadecimal digits.</summary>
    [JsonPropertyName("TASK_ID")]
    public required string TaskId { get; init; }
}
