using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>A document that got a label wrongly, or lacks one that it has.</summary>
public sealed record ModelMistake
{
    /// <summary>The document's id in its data set.</summary>
    [JsonPropertyName("document_id")]
    public required long DocumentId { get; init; }

    /// <summary>Its text, of which at most 2,000 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>The labels that people gave it.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The labels that the model gave it.</summary>
    [JsonPropertyName("predicted")]
    public required IReadOnlyList<string> Predicted { get; init; }

    /// <summary>The label that the mistake is about.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary><c>wrong</c>: it got the label; <c>missed</c>: it lacks it.</summary>
    [JsonPropertyName("mistake")]
    public required string Mistake { get; init; }

    /// <summary>The label's probability by the model, 0 to 1; null for models without probabilities.</summary>
    [JsonPropertyName("probability")]
    public required double? Probability { get; init; }

    /// <summary>
    /// What in the text spoke most for the label, or against it: at most 10 pieces, the weightiest first; none of a forest.
    /// </summary>
    [JsonPropertyName("parts")]
    public required IReadOnlyList<ScoredPart> Parts { get; init; }
}

/// <summary>A piece of a text and what it adds to a label's score.</summary>
public sealed record ScoredPart
{
    /// <summary>The piece; empty for what is known of the text's shape, such as how long its lines are.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Where it first stands: [start, length] in UTF-16 units.</summary>
    [JsonPropertyName("span")]
    public required IReadOnlyList<int> Span { get; init; }

    /// <summary>What it adds to the score; negative where it takes from it.</summary>
    [JsonPropertyName("added")]
    public required double Added { get; init; }
}
