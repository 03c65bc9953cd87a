using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>Thresholds to move: of one label, or of several at once under THRESHOLDS. All of them are moved, or none.</summary>
/// <example>{"LABEL": "抽獎", "PROBABILITY": 0.8}</example>
public sealed record ThresholdRequest
{
    /// <summary>A label of the model.</summary>
    [JsonPropertyName("LABEL")]
    public string? Label { get; init; }

    /// <summary>
    /// The new threshold as a score, -1000000 to 1000000: what the label's score has to exceed, or, where a text gets exactly one label,
    /// what is taken from it before the best one wins. Instead of PROBABILITY.
    /// </summary>
    [JsonPropertyName("THRESHOLD")]
    public double? Threshold { get; init; }

    /// <summary>
    /// The probability from which on the label is given, more than 0 and less than 1. Only for models that may give several labels.
    /// </summary>
    [JsonPropertyName("PROBABILITY")]
    public double? Probability { get; init; }

    /// <summary>Several labels, each with THRESHOLD or PROBABILITY.</summary>
    [JsonPropertyName("THRESHOLDS")]
    public IReadOnlyList<ThresholdEntry>? Thresholds { get; init; }
}

/// <summary>One of several labels.</summary>
public sealed record ThresholdEntry
{
    /// <summary>A label of the model.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>Its new threshold as a score.</summary>
    [JsonPropertyName("THRESHOLD")]
    public double? Threshold { get; init; }

    /// <summary>Its new threshold as a probability.</summary>
    [JsonPropertyName("PROBABILITY")]
    public double? Probability { get; init; }
}
