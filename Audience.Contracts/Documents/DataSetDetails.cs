using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A data set.</summary>
public sealed record DataSetDetails
{
    /// <summary>Its id: 32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>What people call it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>machine_learning_task or rule_task.</summary>
    [JsonPropertyName("task_type")]
    public required string TaskType { get; init; }

    /// <summary>Whether a document may have several labels, or none.</summary>
    [JsonPropertyName("is_multi_label")]
    public required bool IsMultiLabel { get; init; }

    /// <summary>When it was added, in TIME_ZONE.</summary>
    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    /// <summary>When it or one of its rows was changed last, in TIME_ZONE.</summary>
    [JsonPropertyName("update_time")]
    public required string UpdateTime { get; init; }

    /// <summary>How many documents it has.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>How many rules it has.</summary>
    [JsonPropertyName("rules")]
    public required long Rules { get; init; }
}
