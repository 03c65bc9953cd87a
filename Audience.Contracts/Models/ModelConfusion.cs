using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>Which labels a model takes for which others.</summary>
public sealed record ModelConfusion
{
    /// <summary><c>dev</c>, <c>test</c> or <c>ext_test</c>.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>How many documents were evaluated.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>The labels, in the order of rows and columns.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>By true label, then predicted label: documents. Null where a document may have several labels.</summary>
    [JsonPropertyName("matrix")]
    public required IReadOnlyList<IReadOnlyList<long>>? Matrix { get; init; }

    /// <summary>By label: right and wrong.</summary>
    [JsonPropertyName("per_label")]
    public required IReadOnlyList<LabelConfusion> PerLabel { get; init; }
}

/// <summary>How often a label was given rightly and wrongly.</summary>
public sealed record LabelConfusion
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Documents that have it and got it.</summary>
    [JsonPropertyName("true_positives")]
    public required long TruePositives { get; init; }

    /// <summary>Documents that got it and do not have it.</summary>
    [JsonPropertyName("false_positives")]
    public required long FalsePositives { get; init; }

    /// <summary>Documents that have it and did not get it.</summary>
    [JsonPropertyName("false_negatives")]
    public required long FalseNegatives { get; init; }

    /// <summary>All others.</summary>
    [JsonPropertyName("true_negatives")]
    public required long TrueNegatives { get; init; }
}
