using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Explain;

/// <summary>The labels of a text, and why it gets them.</summary>
public sealed record ExplainedText
{
    /// <summary>The labels, in the order of the model.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The rules that match, with the places.</summary>
    [JsonPropertyName("matches")]
    public required IReadOnlyList<MatchedRule> Matches { get; init; }

    /// <summary>The same as one line of text.</summary>
    [JsonPropertyName("match_meta")]
    public required string MatchMeta { get; init; }

    /// <summary>What learned models make of the text, by label.</summary>
    [JsonPropertyName("scores")]
    public required IReadOnlyList<LabelScore> Scores { get; init; }
}

/// <summary>A rule that matches a text.</summary>
public sealed record MatchedRule
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

    /// <summary>Where, each as start and length in UTF-16 units of the text as it came; at most 100.</summary>
    [JsonPropertyName("spans")]
    public required IReadOnlyList<IReadOnlyList<int>> Spans { get; init; }
}

/// <summary>What a learned model makes of a text, for one label.</summary>
public sealed record LabelScore
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Its score; null where the model never gives the label.</summary>
    [JsonPropertyName("score")]
    public required double? Score { get; init; }

    /// <summary>
    /// What the score has to exceed; of a model that gives exactly one label, what is taken from the score before the best wins.
    /// </summary>
    [JsonPropertyName("threshold")]
    public required double Threshold { get; init; }

    /// <summary>How probable the label is, 0 to 1; null where the model does not know.</summary>
    [JsonPropertyName("probability")]
    public required double? Probability { get; init; }

    /// <summary>
    /// The n-grams of the text, or the terms in it, that added most to the score or took most from it: at most 10, the weightiest first.
    /// None of a forest, which cannot tell.
    /// </summary>
    [JsonPropertyName("parts")]
    public required IReadOnlyList<ExplainedPart> Parts { get; init; }
}

/// <summary>A piece of a text and what it does to a label's score.</summary>
public sealed record ExplainedPart
{
    /// <summary>The piece as it first stands; empty for what is known of the text's shape, such as how long its lines are.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Where, each as start and length in UTF-16 units of the text as it came; at most 100.</summary>
    [JsonPropertyName("spans")]
    public required IReadOnlyList<IReadOnlyList<int>> Spans { get; init; }

    /// <summary>What all its places add to the score; negative where they take from it.</summary>
    [JsonPropertyName("added")]
    public required double Added { get; init; }
}
