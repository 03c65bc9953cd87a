using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>
/// What the votes of a LABEL_VOTE_MODEL weigh. The score of a label is its bias and the weights of all votes that are cast on a text.
/// </summary>
public sealed record ModelVotes
{
    /// <summary>The labels, in the order of all weights.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>By label: its score before any vote; null for one that is never given.</summary>
    [JsonPropertyName("bias")]
    public required IReadOnlyList<double?> Bias { get; init; }

    /// <summary>Who votes, in the order of MODEL_ID_LIST.</summary>
    [JsonPropertyName("voters")]
    public required IReadOnlyList<ModelVoter> Voters { get; init; }
}

/// <summary>A model that votes.</summary>
public sealed record ModelVoter
{
    /// <summary>As MODEL_ID_LIST names it; null where the vote was imported. It votes as it was then, whatever has become of it.</summary>
    [JsonPropertyName("model")]
    public required string? Model { get; init; }

    /// <summary>Its MODEL_TYPE.</summary>
    [JsonPropertyName("model_type")]
    public required string ModelType { get; init; }

    /// <summary>What it may say.</summary>
    [JsonPropertyName("votes")]
    public required IReadOnlyList<ModelVote> Votes { get; init; }
}

/// <summary>What a model says of a text, and what that weighs.</summary>
public sealed record ModelVote
{
    /// <summary>The label that it gives; null where it gives none.</summary>
    [JsonPropertyName("vote")]
    public required string? Vote { get; init; }

    /// <summary>By label: what this adds to its score; negative where it speaks against it.</summary>
    [JsonPropertyName("weights")]
    public required IReadOnlyList<double> Weights { get; init; }
}
