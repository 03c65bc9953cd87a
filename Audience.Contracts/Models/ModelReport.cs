using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>How well a model does on one set of documents.</summary>
public sealed record ModelReport
{
    /// <summary>The report's number.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary><c>dev</c>, <c>test</c> or <c>ext_test</c>.</summary>
    [JsonPropertyName("dataset_type")]
    public required string DatasetType { get; init; }

    /// <summary>The share of documents whose labels are all right and complete, 0 to 1.</summary>
    [JsonPropertyName("accuracy")]
    public required double Accuracy { get; init; }

    /// <summary>
    /// JSON in the shape of scikit-learn's <c>classification_report(output_dict=True, zero_division=1)</c>, with <c>accuracy</c>.
    /// </summary>
    [JsonPropertyName("report")]
    public required string Report { get; init; }

    /// <summary>When it was made, local to TIME_ZONE: <c>2022-01-12 11:09:24</c>.</summary>
    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    /// <summary>The model: 32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }
}
