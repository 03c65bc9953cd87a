using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>Posts whose labels would teach a model most, given the documents that a data set has.</summary>
public sealed record NextList
{
    /// <summary><c>started</c>, <c>finished</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>How much is done, 0 to 1.</summary>
    [JsonPropertyName("progress")]
    public required double Progress { get; init; }

    /// <summary>Why it failed, or why it is tried again; null where neither.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>Where posts were looked for: the id of a task, or schema.table.</summary>
    [JsonPropertyName("from")]
    public required string From { get; init; }

    /// <summary>What of a post is to be labelled: AUTHOR, CONTENT …</summary>
    [JsonPropertyName("predict_type")]
    public required string PredictType { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    /// <summary>Whether the data set was changed since.</summary>
    [JsonPropertyName("outdated")]
    public required bool Outdated { get; init; }

    /// <summary>How many labelled documents were learned from; 0 before it has finished.</summary>
    [JsonPropertyName("documents")]
    public required int Documents { get; init; }

    /// <summary>How many posts were looked at, drawn by chance.</summary>
    [JsonPropertyName("looked")]
    public required int Looked { get; init; }

    /// <summary>The most telling that the data set does not hold yet, in this order.</summary>
    [JsonPropertyName("posts")]
    public required IReadOnlyList<NextPostItem> Posts { get; init; }
}

/// <summary>A post that is worth labelling.</summary>
public sealed record NextPostItem
{
    /// <summary>Its id in the source.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Its s_id.</summary>
    [JsonPropertyName("s_id")]
    public required string Source { get; init; }

    /// <summary>Who wrote it.</summary>
    [JsonPropertyName("author")]
    public required string Author { get; init; }

    /// <summary>Its time, as the source shows it.</summary>
    [JsonPropertyName("post_time")]
    public required string PostTime { get; init; }

    /// <summary>What is to be labelled, at most 4,000 characters of it.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>How unsure a model of the labelled documents is, 0 to 1; 1 where none could be learned.</summary>
    [JsonPropertyName("uncertainty")]
    public required double Uncertainty { get; init; }

    /// <summary>The labels that it finds most probable, at most three.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<LabelProbability> Labels { get; init; }
}

/// <summary>How probable a label is.</summary>
public sealed record LabelProbability
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>0 to 1.</summary>
    [JsonPropertyName("probability")]
    public required double Probability { get; init; }
}
