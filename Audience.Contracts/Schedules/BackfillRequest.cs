using System.Text.Json.Serialization;

namespace Audience.Contracts.Schedules;

/// <summary>A range to label again, with the definition that the schedule has when its turn comes.</summary>
/// <example>{"START_TIME": "2024-01-01", "END_TIME": "2024-02-01"}</example>
public sealed record BackfillRequest
{
    /// <summary>Start of the range, inclusive.</summary>
    [JsonPropertyName("START_TIME")]
    public required string StartTime { get; init; }

    /// <summary>End of the range, exclusive; at most the schedule's watermark.</summary>
    [JsonPropertyName("END_TIME")]
    public required string EndTime { get; init; }
}
