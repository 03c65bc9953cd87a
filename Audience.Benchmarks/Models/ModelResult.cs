using System.Text.Json.Serialization;

namespace Audience.Benchmarks.Models;

/// <summary>What came of one kind of model on one corpus.</summary>
/// <param name="Corpus">The texts.</param>
/// <param name="ModelType">The contract's name of the kind.</param>
/// <param name="F1">Macro-F1 on the test part, 0 to 1.</param>
/// <param name="Exact">The share of the test part that got exactly its label, 0 to 1.</param>
/// <param name="F1Sklearn">The same of scikit-learn's corresponding estimator; null where it is not installed.</param>
/// <param name="Seconds">How long the training took.</param>
/// <param name="PostsPerSecond">Texts labelled per second of one core: those of the test part, or, where these are longer, of
/// 110 characters.</param>
/// <param name="CalibrationError">The expected calibration error on the test part, 15 bins, 0 to 1.</param>
/// <param name="Bytes">How large the model is when it is kept.</param>
internal sealed record ModelResult(
    [property: JsonPropertyName("corpus")] string Corpus,
    [property: JsonPropertyName("model_type")] string ModelType,
    [property: JsonPropertyName("f1")] double F1,
    [property: JsonPropertyName("exact")] double Exact,
    [property: JsonPropertyName("f1_sklearn")] double? F1Sklearn,
    [property: JsonPropertyName("training_seconds")] double Seconds,
    [property: JsonPropertyName("posts_per_second")] double PostsPerSecond,
    [property: JsonPropertyName("expected_calibration_error")] double CalibrationError,
    [property: JsonPropertyName("bytes")] int Bytes
);
