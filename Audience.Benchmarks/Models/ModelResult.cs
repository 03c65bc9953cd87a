using System.Text.Json.Serialization;

namespace Audience.Benchmarks.Models;

/// <summary>What came of one kind of model on one corpus.</summary>
/// <param name="Corpus">The texts.</param>
/// <param name="ModelType">The contract's name of the kind.</param>
/// <param name="F1">Macro-F1 on the test part, 0 to 1.</param>
/// <param name="F1Sklearn">The same of scikit-learn's corresponding estimator; null where it is not installed.</param>
/// <param name="Seconds">How long the training took.</param>
/// <param name="PostsPerSecond">Texts of 110 characters labelled per second of one core.</param>
/// <param name="CalibrationError">The expected calibration error on the test part, 15 bins, 0 to 1.</param>
internal sealed record ModelResult(
    [property: JsonPropertyName("corpus")] string Corpus,
    [property: JsonPropertyName("model_type")] string ModelType,
    [property: JsonPropertyName("f1")] double F1,
    [property: JsonPropertyName("f1_sklearn")] double? F1Sklearn,
    [property: JsonPropertyName("training_seconds")] double Seconds,
    [property: JsonPropertyName("posts_per_second")] double PostsPerSecond,
    [property: JsonPropertyName("expected_calibration_error")] double CalibrationError
);
