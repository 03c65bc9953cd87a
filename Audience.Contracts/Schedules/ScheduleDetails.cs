using System.Text.Json.Serialization;

namespace Audience.Contracts.Schedules;

/// <summary>A schedule with its runs.</summary>
public sealed record ScheduleDetails
{
    /// <summary>The schedule.</summary>
    [JsonPropertyName("schedule")]
    public required ScheduleSummary Schedule { get; init; }

    /// <summary>Its latest 200 runs, the last one first, and the backfills that wait for their turn.</summary>
    [JsonPropertyName("runs")]
    public required IReadOnlyList<ScheduleRun> Runs { get; init; }
}

/// <summary>A run of a schedule.</summary>
public sealed record ScheduleRun
{
    /// <summary>Its number, from 1.</summary>
    [JsonPropertyName("run")]
    public required int Run { get; init; }

    /// <summary><c>scheduled</c>, <c>asked</c> or <c>backfill</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>producing</c>, <c>done</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Its task; null while it waits.</summary>
    [JsonPropertyName("task_id")]
    public string? TaskId { get; init; }

    /// <summary>Which definition of TASK it used; null while it waits.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>Start of its range, inclusive.</summary>
    [JsonPropertyName("start_time")]
    public required DateTime StartTime { get; init; }

    /// <summary>End of its range, exclusive.</summary>
    [JsonPropertyName("end_time")]
    public required DateTime EndTime { get; init; }

    /// <summary>
    /// How many of its posts came late: posts of times that earlier runs had read, beyond those that they found there. Null before it
    /// is done, and of runs before such posts were counted.
    /// </summary>
    [JsonPropertyName("late_posts")]
    public long? LatePosts { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }
}
