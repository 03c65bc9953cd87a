using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>What a new task is going to do, returned by create_task.</summary>
public sealed record TaskConfiguration
{
    /// <summary>The kind of model that labels.</summary>
    [JsonPropertyName("model_type")]
    public required string ModelType { get; init; }

    /// <summary>The labelled column (author, content …); where models look at several, all, with commas between them.</summary>
    [JsonPropertyName("predict_type")]
    public required string PredictType { get; init; }

    /// <summary>Start of the range, inclusive, as given.</summary>
    [JsonPropertyName("start_time")]
    public required string StartTime { get; init; }

    /// <summary>End of the range, exclusive, as given.</summary>
    [JsonPropertyName("end_time")]
    public required string EndTime { get; init; }

    /// <summary>The source schema.</summary>
    [JsonPropertyName("target_schema")]
    public required string TargetSchema { get; init; }

    /// <summary>The source table.</summary>
    [JsonPropertyName("target_table")]
    public required string TargetTable { get; init; }

    /// <summary>Where label and production tables go.</summary>
    [JsonPropertyName("output_schema")]
    public required string OutputSchema { get; init; }

    /// <summary>Seconds between labelling and production.</summary>
    [JsonPropertyName("countdown")]
    public required int Countdown { get; init; }

    /// <summary>The queue whose workers label.</summary>
    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    /// <summary><c>start - end</c>, as given.</summary>
    [JsonPropertyName("date_range")]
    public required string DateRange { get; init; }

    /// <summary>The new task: 32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }
}
