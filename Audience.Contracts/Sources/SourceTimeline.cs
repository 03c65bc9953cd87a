using System.Text.Json.Serialization;

namespace Audience.Contracts.Sources;

/// <summary>Posts of a source over time.</summary>
public sealed record SourceTimeline
{
    /// <summary>INPUT_SCHEMA.</summary>
    [JsonPropertyName("input_schema")]
    public required string InputSchema { get; init; }

    /// <summary>INPUT_TABLE.</summary>
    [JsonPropertyName("input_table")]
    public required string InputTable { get; init; }

    /// <summary>Days that each point stands for: 1 for up to 366 days.</summary>
    [JsonPropertyName("days_per_point")]
    public required int DaysPerPoint { get; init; }

    /// <summary>In order, without gaps; empty where the source has no posts.</summary>
    [JsonPropertyName("points")]
    public required IReadOnlyList<SourceDay> Points { get; init; }
}

/// <summary>Posts of a day, or of some days in a row.</summary>
public sealed record SourceDay
{
    /// <summary>The first of the days.</summary>
    [JsonPropertyName("day")]
    public required DateOnly Day { get; init; }

    /// <summary>How many posts.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Whether they were counted: up to 5,000 are. A larger number follows from a sample of each day's hours.</summary>
    [JsonPropertyName("is_exact")]
    public required bool IsExact { get; init; }
}
