using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A labelled document of a data set.</summary>
public sealed record DocumentItem
{
    /// <summary>Its id; no other document of any data set has it.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>Its title; empty where it has none.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>Who wrote it; empty where nobody is named.</summary>
    [JsonPropertyName("author")]
    public required string Author { get; init; }

    /// <summary>Its text.</summary>
    [JsonPropertyName("content")]
    public required string Content { get; init; }

    /// <summary>train, dev, test or ext_test.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>Its label; of a multi-label set, its labels with commas between them.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }
}
