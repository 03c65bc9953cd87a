using System.Text.Json.Serialization;

namespace Audience.Contracts.Sources;

/// <summary>A table of posts that tasks may label.</summary>
public sealed record SourceSummary
{
    /// <summary>INPUT_SCHEMA of a task that reads it.</summary>
    [JsonPropertyName("input_schema")]
    public required string InputSchema { get; init; }

    /// <summary>INPUT_TABLE of a task that reads it.</summary>
    [JsonPropertyName("input_table")]
    public required string InputTable { get; init; }

    /// <summary>Whether tasks read it unless they say otherwise.</summary>
    [JsonPropertyName("is_default")]
    public required bool IsDefault { get; init; }

    /// <summary>Each PREDICT_TYPE whose column it has: author_name, content, title, s_area_id.</summary>
    [JsonPropertyName("predict_types")]
    public required IReadOnlyList<string> PredictTypes { get; init; }

    /// <summary>About how many rows, as the server estimates; null where it does not.</summary>
    [JsonPropertyName("approximate_rows")]
    public long? ApproximateRows { get; init; }

    /// <summary>Whether an index begins with post_time; without one there is no timeline, and tasks read slowly.</summary>
    [JsonPropertyName("has_time_index")]
    public required bool HasTimeIndex { get; init; }

    /// <summary>
    /// Time of the first post; null without an index on post_time, without posts, and where there are too many tables to look.
    /// </summary>
    [JsonPropertyName("first_post")]
    public DateTime? FirstPost { get; init; }

    /// <summary>Time of the last post; null as first_post is.</summary>
    [JsonPropertyName("last_post")]
    public DateTime? LastPost { get; init; }
}
