using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>What a model's probabilities are worth.</summary>
public sealed record ModelCurves
{
    /// <summary><c>dev</c>, <c>test</c> or <c>ext_test</c>.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>How many documents the curves rest on.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>How far probabilities are from the truth on average, 0 to 1: over 15 bins, each weighed by what falls into it.</summary>
    [JsonPropertyName("expected_calibration_error")]
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>
    /// The calibration curve: of the label with the largest probability, or, where a document may have several, of every label.
    /// Empty bins are left out.
    /// </summary>
    [JsonPropertyName("calibration")]
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>Precision and recall of each label.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<LabelCurve> Labels { get; init; }
}

/// <summary>A bin of the calibration curve.</summary>
public sealed record CalibrationBin
{
    /// <summary>The least probability in it, 0 to 1.</summary>
    [JsonPropertyName("from")]
    public required double From { get; init; }

    /// <summary>Where it ends.</summary>
    [JsonPropertyName("to")]
    public required double To { get; init; }

    /// <summary>How many probabilities fall into it.</summary>
    [JsonPropertyName("count")]
    public required long Count { get; init; }

    /// <summary>Their mean.</summary>
    [JsonPropertyName("mean_probability")]
    public required double MeanProbability { get; init; }

    /// <summary>How often the label was the document's, 0 to 1.</summary>
    [JsonPropertyName("share_right")]
    public required double ShareRight { get; init; }
}

/// <summary>Precision and recall of a label, by the least probability for which it is given.</summary>
public sealed record LabelCurve
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>How many documents have it.</summary>
    [JsonPropertyName("support")]
    public required long Support { get; init; }

    /// <summary>
    /// What its score has to exceed in the version that is in use; or, where a text gets exactly one label, what is taken from its score
    /// before the best one wins.
    /// </summary>
    [JsonPropertyName("threshold")]
    public double? Threshold { get; init; }

    /// <summary>
    /// The threshold as a probability, 0 to 1: where the label stands on this curve. Null where a text gets exactly one label.
    /// </summary>
    [JsonPropertyName("threshold_probability")]
    public double? ThresholdProbability { get; init; }

    /// <summary>From probability 0 to 1, in hundredths.</summary>
    [JsonPropertyName("points")]
    public required IReadOnlyList<CurvePoint> Points { get; init; }
}

/// <summary>A point of a label's curve.</summary>
public sealed record CurvePoint
{
    /// <summary>The label is given from this probability on, 0 to 1.</summary>
    [JsonPropertyName("probability")]
    public required double Probability { get; init; }

    /// <summary>Of the documents that get it, the share that has it, 0 to 1; null where none gets it.</summary>
    [JsonPropertyName("precision")]
    public required double? Precision { get; init; }

    /// <summary>Of the documents that have it, the share that gets it, 0 to 1; null where none has it.</summary>
    [JsonPropertyName("recall")]
    public required double? Recall { get; init; }
}
