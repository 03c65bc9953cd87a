using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>From where on a model gives a label.</summary>
public sealed record LabelThreshold
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>
    /// What its score has to exceed; or, where a text gets exactly one label, what is taken from its score before the best one wins.
    /// </summary>
    [JsonPropertyName("threshold")]
    public required double Threshold { get; init; }

    /// <summary>The same as a probability, 0 to 1; null where a text gets exactly one label, or the model has no probabilities.</summary>
    [JsonPropertyName("probability")]
    public required double? Probability { get; init; }
}
