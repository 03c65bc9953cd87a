using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>Documents of a data set whose labels are probably wrong, as models judge that were learned without them.</summary>
public sealed record SuspectList
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

    /// <summary>What of the documents was looked at: AUTHOR, CONTENT …</summary>
    [JsonPropertyName("predict_type")]
    public required string PredictType { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    /// <summary>
    /// Whether the data set was changed since: what was changed is left out of the list, the others are judged as they were then.
    /// </summary>
    [JsonPropertyName("outdated")]
    public required bool Outdated { get; init; }

    /// <summary>How many documents were judged; 0 before it has finished.</summary>
    [JsonPropertyName("documents")]
    public required int Documents { get; init; }

    /// <summary>How many of them are doubtful.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>The most doubtful that still have the labels with which they were judged, in this order.</summary>
    [JsonPropertyName("suspects")]
    public required IReadOnlyList<SuspectDocument> Suspects { get; init; }
}

/// <summary>A document whose labels are probably wrong.</summary>
public sealed record SuspectDocument
{
    /// <summary>The document as it is.</summary>
    [JsonPropertyName("document")]
    public required DocumentItem Document { get; init; }

    /// <summary>0.5 to 1: how much more models speak for other labels.</summary>
    [JsonPropertyName("doubt")]
    public required double Doubt { get; init; }

    /// <summary>The label that they would give it; of a multi-label set, the labels with commas between them.</summary>
    [JsonPropertyName("suggested_label")]
    public required string SuggestedLabel { get; init; }
}
