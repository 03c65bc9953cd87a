using System.Text.Json.Serialization;
using Audience.Contracts.Tasks.Explain;

namespace Audience.Contracts.Tasks.Previews;

/// <summary>How right a task would be, by documents that people labelled.</summary>
public sealed record PreviewGold
{
    /// <summary>The data set.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>The types of its documents that were looked at.</summary>
    [JsonPropertyName("dataset_types")]
    public required IReadOnlyList<string> DatasetTypes { get; init; }

    /// <summary>How many documents were looked at.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>Whether these are all: else the time was over before.</summary>
    [JsonPropertyName("complete")]
    public required bool Complete { get; init; }

    /// <summary>Every label of the rules.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<GoldLabel> Labels { get; init; }

    /// <summary>Labels of the documents that the rules do not give; at most 100.</summary>
    [JsonPropertyName("other_labels")]
    public required IReadOnlyList<string> OtherLabels { get; init; }

    /// <summary>The rules that match documents, most documents first; at most 10,000.</summary>
    [JsonPropertyName("rules")]
    public required IReadOnlyList<GoldRule> Rules { get; init; }
}

/// <summary>How right a label would be.</summary>
public sealed record GoldLabel
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>
    /// Of the documents that would get it, the share that has it, 0 to 1; 1 where none would. Null where no document has it: then nobody
    /// has labelled for it, and nothing is known.
    /// </summary>
    [JsonPropertyName("precision")]
    public required double? Precision { get; init; }

    /// <summary>Of the documents that have it, the share that would get it, 0 to 1; null as above.</summary>
    [JsonPropertyName("recall")]
    public required double? Recall { get; init; }

    /// <summary>Their harmonic mean, 0 to 1; null as above.</summary>
    [JsonPropertyName("f1")]
    public required double? F1 { get; init; }

    /// <summary>Documents that have it.</summary>
    [JsonPropertyName("support")]
    public required long Support { get; init; }

    /// <summary>Documents that would get it.</summary>
    [JsonPropertyName("predicted")]
    public required long Predicted { get; init; }

    /// <summary>Up to 20 documents that would get it and do not have it, by chance.</summary>
    [JsonPropertyName("wrong")]
    public required IReadOnlyList<GoldDocument> Wrong { get; init; }

    /// <summary>Up to 20 documents that have it and would not get it, by chance.</summary>
    [JsonPropertyName("missed")]
    public required IReadOnlyList<GoldDocument> Missed { get; init; }
}

/// <summary>How right a rule would be.</summary>
public sealed record GoldRule : Reports.NamedRule
{
    /// <summary>Documents that it matches.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>Of these, documents that have its label.</summary>
    [JsonPropertyName("right")]
    public required long Right { get; init; }

    /// <summary>right / documents; null where no document has its label.</summary>
    [JsonPropertyName("precision")]
    public required double? Precision { get; init; }
}

/// <summary>A document that the rules judge otherwise than people did.</summary>
public sealed record GoldDocument
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>train, dev, test or ext_test.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>The text that was matched: its first 1,000 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>The labels that people gave it.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The labels that it would get.</summary>
    [JsonPropertyName("predicted")]
    public required IReadOnlyList<string> Predicted { get; init; }

    /// <summary>The rules that match, with places in the whole text; at most 20.</summary>
    [JsonPropertyName("matches")]
    public required IReadOnlyList<MatchedRule> Matches { get; init; }
}
