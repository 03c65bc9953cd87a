using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Reports;

/// <summary>What a task does, as it was fixed when it was created.</summary>
public sealed record TaskDetails
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>The kind of model that labels.</summary>
    [JsonPropertyName("model_type")]
    public required string ModelType { get; init; }

    /// <summary>The labelled column (author, content …); where models look at several, all, with commas between them.</summary>
    [JsonPropertyName("predict_type")]
    public required string PredictType { get; init; }

    /// <summary>Start of the range, inclusive.</summary>
    [JsonPropertyName("start_time")]
    public required DateTime StartTime { get; init; }

    /// <summary>End of the range, exclusive.</summary>
    [JsonPropertyName("end_time")]
    public required DateTime EndTime { get; init; }

    /// <summary>The source schema.</summary>
    [JsonPropertyName("input_schema")]
    public required string InputSchema { get; init; }

    /// <summary>The source table.</summary>
    [JsonPropertyName("input_table")]
    public required string InputTable { get; init; }

    /// <summary>Where label and production tables go.</summary>
    [JsonPropertyName("output_schema")]
    public required string OutputSchema { get; init; }

    /// <summary>Seconds between labelling and production.</summary>
    [JsonPropertyName("countdown")]
    public required int Countdown { get; init; }

    /// <summary>The queue whose workers label.</summary>
    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    /// <summary>Its share of the workers: `low`, `normal` or `high`.</summary>
    [JsonPropertyName("priority")]
    public required string Priority { get; init; }

    /// <summary>The source connection where it is not the configured one, without user and password.</summary>
    [JsonPropertyName("site_config")]
    public SiteDetails? SiteConfig { get; init; }

    /// <summary>Spellings that counted as one.</summary>
    [JsonPropertyName("fold")]
    public required IReadOnlyList<string> Fold { get; init; }

    /// <summary>Whether what rules and labels do is counted.</summary>
    [JsonPropertyName("rule_report")]
    public required bool RuleReport { get; init; }

    /// <summary>Whether label rows carry the probabilities of learned labels.</summary>
    [JsonPropertyName("score")]
    public bool Score { get; init; }

    /// <summary>The least probability with which a learned label counts; null where all count.</summary>
    [JsonPropertyName("min_probability")]
    public double? MinProbability { get; init; }

    /// <summary>The versions of the prepared models that label, each the SHA-256 of the model's bytes.</summary>
    [JsonPropertyName("models")]
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The rules by label, each with its number; of prepared models too, as long as they are kept.</summary>
    [JsonPropertyName("pattern")]
    public required IReadOnlyDictionary<string, IReadOnlyList<NamedRule>> Pattern { get; init; }
}

/// <summary>Where a source is.</summary>
public sealed record SiteDetails
{
    /// <summary>Its host.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    [JsonPropertyName("port")]
    public required int Port { get; init; }

    /// <summary>Its schema, where it was given.</summary>
    [JsonPropertyName("db")]
    public string? Db { get; init; }

    /// <summary>Its character set.</summary>
    [JsonPropertyName("charset")]
    public required string Charset { get; init; }
}
