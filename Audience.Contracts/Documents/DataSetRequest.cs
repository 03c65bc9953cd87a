using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A data set to add, or to change. Names are matched without regard to case.</summary>
/// <example>{"NAME": "gender by name", "DESCRIPTION": "", "TASK_TYPE": "machine_learning_task", "IS_MULTI_LABEL": false}</example>
public sealed record DataSetRequest
{
    /// <summary>What people call it: 1 to 190 characters.</summary>
    [JsonPropertyName("NAME")]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("DESCRIPTION")]
    public string? Description { get; init; }

    /// <summary>machine_learning_task: it is made of documents; rule_task: of rules. It keeps rows of the other kind.</summary>
    [JsonPropertyName("TASK_TYPE")]
    public required string TaskType { get; init; }

    /// <summary>Whether a document may have several labels, or none; "true" and "false" are taken too.</summary>
    [JsonPropertyName("IS_MULTI_LABEL")]
    public required bool IsMultiLabel { get; init; }
}
