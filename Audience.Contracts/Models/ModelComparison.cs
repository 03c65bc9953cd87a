using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>What two models made of the same documents.</summary>
public sealed record ModelComparison
{
    /// <summary><c>dev</c>, <c>test</c> or <c>ext_test</c>.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>The documents that both were evaluated on, with the same text and labels.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>Documents of which both got all labels right.</summary>
    [JsonPropertyName("both_right")]
    public required long BothRight { get; init; }

    /// <summary>Documents of which the first model alone got all labels right.</summary>
    [JsonPropertyName("only_a_right")]
    public required long OnlyARight { get; init; }

    /// <summary>Documents of which the second model alone got all labels right.</summary>
    [JsonPropertyName("only_b_right")]
    public required long OnlyBRight { get; init; }

    /// <summary>Documents of which neither did.</summary>
    [JsonPropertyName("both_wrong")]
    public required long BothWrong { get; init; }

    /// <summary>
    /// How likely a difference as large as this is by chance, 0 to 1: McNemar's test, exact. Below .05 one usually says that one model is
    /// better.
    /// </summary>
    [JsonPropertyName("p_value")]
    public required double PValue { get; init; }

    /// <summary>Documents of which the first model alone got all labels right, at most 50.</summary>
    [JsonPropertyName("examples_a")]
    public required IReadOnlyList<ComparedDocument> ExamplesA { get; init; }

    /// <summary>Documents of which the second model alone got all labels right, at most 50.</summary>
    [JsonPropertyName("examples_b")]
    public required IReadOnlyList<ComparedDocument> ExamplesB { get; init; }
}

/// <summary>A document that two models labelled differently.</summary>
public sealed record ComparedDocument
{
    /// <summary>The document's id in its data set.</summary>
    [JsonPropertyName("document_id")]
    public required long DocumentId { get; init; }

    /// <summary>Its text, of which at most 2,000 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>The labels that people gave it, several joined by |.</summary>
    [JsonPropertyName("labels")]
    public required string Labels { get; init; }

    /// <summary>What the first model gave it.</summary>
    [JsonPropertyName("predicted_a")]
    public required string PredictedA { get; init; }

    /// <summary>What the second model gave it.</summary>
    [JsonPropertyName("predicted_b")]
    public required string PredictedB { get; init; }
}
