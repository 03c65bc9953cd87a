using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>What a term says for or against a label of a term-weight model.</summary>
public sealed record TermWeightRow
{
    /// <summary>The term's id, the same as long as the term is there; no other term of any model has it.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>A label of the model.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>1 to 100 characters, found without regard to case.</summary>
    [JsonPropertyName("term")]
    public required string Term { get; init; }

    /// <summary>Added to the label's score for each occurrence; negative where it speaks against the label.</summary>
    [JsonPropertyName("weight")]
    public required double Weight { get; init; }

    /// <summary>The label's threshold: a text gets the label when its score is above it.</summary>
    [JsonPropertyName("threshold")]
    public required double Threshold { get; init; }
}
