using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>A term to add to a model.</summary>
/// <example>{"TASK_ID": "0123456789abcdef0123456789abcdef", "LABEL": "抽獎", "TERM": "留言", "WEIGHT": "1.5"}</example>
public sealed record AddTermRequest
{
    /// <summary>The model's task id.</summary>
    [JsonPropertyName("TASK_ID")]
    public required string TaskId { get; init; }

    /// <summary>A label; one that the model does not have is made.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>The term: 1 to 100 characters.</summary>
    [JsonPropertyName("TERM")]
    public required string Term { get; init; }

    /// <summary>Its weight, also negative, and also as text.</summary>
    [JsonPropertyName("WEIGHT")]
    public required double Weight { get; init; }
}

/// <summary>A term of any model to change.</summary>
/// <example>{"TERM_WEIGHT_ID": 17, "LABEL": "抽獎", "TERM": "留言", "WEIGHT": 2}</example>
public sealed record UpdateTermRequest
{
    /// <summary>The term's id, as the list of terms has it.</summary>
    [JsonPropertyName("TERM_WEIGHT_ID")]
    public required long TermWeightId { get; init; }

    /// <summary>Its label from now on; one that the model does not have is made.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>The term from now on: 1 to 100 characters.</summary>
    [JsonPropertyName("TERM")]
    public required string Term { get; init; }

    /// <summary>Its weight from now on, also negative, and also as text.</summary>
    [JsonPropertyName("WEIGHT")]
    public required double Weight { get; init; }
}

/// <summary>A term of any model to delete.</summary>
/// <example>{"TERM_WEIGHT_ID": 17}</example>
public sealed record DeleteTermRequest
{
    /// <summary>The term's id, as the list of terms has it.</summary>
    [JsonPropertyName("TERM_WEIGHT_ID")]
    public required long TermWeightId { get; init; }
}
