using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A document to add, or to change.</summary>
/// <example>{"TITLE": null, "AUTHOR": "amy", "CONTENT": "free shipping today", "DATASET_TYPE": "train", "LABEL": "shopping"}</example>
public sealed record DocumentRequest
{
    /// <summary>Its title.</summary>
    [JsonPropertyName("TITLE")]
    public string? Title { get; init; }

    /// <summary>Who wrote it.</summary>
    [JsonPropertyName("AUTHOR")]
    public string? Author { get; init; }

    /// <summary>Its text; white space at its end is taken off.</summary>
    [JsonPropertyName("CONTENT")]
    public required string Content { get; init; }

    /// <summary>train, dev, test or ext_test.</summary>
    [JsonPropertyName("DATASET_TYPE")]
    public required string DatasetType { get; init; }

    /// <summary>
    /// Its label; of a multi-label set a list, or labels with commas between them. When changing, labels stay where it is absent.
    /// </summary>
    [JsonPropertyName("LABEL")]
    public string? Label { get; init; }
}
