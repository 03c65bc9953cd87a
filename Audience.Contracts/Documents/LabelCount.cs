using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>How many rows of a data set have a label.</summary>
public sealed record LabelCount
{
    /// <summary>train, dev, test or ext_test of documents; rule of rules.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Documents or rules with it.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }
}
