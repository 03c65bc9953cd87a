using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Comparisons;

/// <summary>How what two tasks do differs.</summary>
public sealed record ComparedDefinition
{
    /// <summary>Fields that are not the same, but for PATTERN.</summary>
    [JsonPropertyName("fields")]
    public required IReadOnlyList<ChangedField> Fields { get; init; }

    /// <summary>Rules of the task after that the task before has not; at most 1,000.</summary>
    [JsonPropertyName("added")]
    public required IReadOnlyList<ComparedRule> Added { get; init; }

    /// <summary>Rules of the task before that the task after has not; at most 1,000.</summary>
    [JsonPropertyName("removed")]
    public required IReadOnlyList<ComparedRule> Removed { get; init; }

    /// <summary>Rules that begin with the same keyword or expression but say something else; at most 1,000.</summary>
    [JsonPropertyName("changed")]
    public required IReadOnlyList<ChangedRule> Changed { get; init; }
}

/// <summary>A field that is not the same.</summary>
public sealed record ChangedField
{
    /// <summary>As in the definition: <c>start_time</c>.</summary>
    [JsonPropertyName("field")]
    public required string Field { get; init; }

    /// <summary>What it was.</summary>
    [JsonPropertyName("before")]
    public required string? Before { get; init; }

    /// <summary>What it is.</summary>
    [JsonPropertyName("after")]
    public required string? After { get; init; }
}

/// <summary>A rule that only one of the tasks has.</summary>
public sealed record ComparedRule
{
    /// <summary>The label that it gives.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Its number in the list of its label, from 1.</summary>
    [JsonPropertyName("rule")]
    public required int Rule { get; init; }

    /// <summary>What it says, as in PATTERN.</summary>
    [JsonPropertyName("item")]
    public required object Item { get; init; }

    /// <summary>
    /// Authors gained by an added rule or lost with a removed one, whose every label row of the panel no other rule matches; null where a
    /// model is not kept any more, or labels look at several columns.
    /// </summary>
    [JsonPropertyName("authors")]
    public required long? Authors { get; init; }
}

/// <summary>A rule that says something else.</summary>
public sealed record ChangedRule
{
    /// <summary>As it was; its authors were lost.</summary>
    [JsonPropertyName("before")]
    public required ComparedRule Before { get; init; }

    /// <summary>As it is; its authors were gained.</summary>
    [JsonPropertyName("after")]
    public required ComparedRule After { get; init; }
}
