using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>Terms to add, to update or to delete: one, or several at once under TERMS. All of them are taken, or none.</summary>
/// <example>{"LABEL": "抽獎", "TERM": "留言", "WEIGHT": 1.5}</example>
public sealed record TermWeightRequest
{
    /// <summary>A label of the model.</summary>
    [JsonPropertyName("LABEL")]
    public string? Label { get; init; }

    /// <summary>The term: 1 to 100 characters.</summary>
    [JsonPropertyName("TERM")]
    public string? Term { get; init; }

    /// <summary>Its weight, also negative; not used when deleting.</summary>
    [JsonPropertyName("WEIGHT")]
    public double? Weight { get; init; }

    /// <summary>Several terms, each with LABEL, TERM and WEIGHT.</summary>
    [JsonPropertyName("TERMS")]
    public IReadOnlyList<TermWeightEntry>? Terms { get; init; }
}

/// <summary>One of several terms.</summary>
public sealed record TermWeightEntry
{
    /// <summary>A label of the model.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>The term.</summary>
    [JsonPropertyName("TERM")]
    public required string Term { get; init; }

    /// <summary>Its weight; not used when deleting.</summary>
    [JsonPropertyName("WEIGHT")]
    public double? Weight { get; init; }
}
