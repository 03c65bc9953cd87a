using System.Text.Json.Serialization;

namespace Audience.Contracts.Schedules;

/// <summary>A schedule.</summary>
public record ScheduleSummary
{
    /// <summary>32 lower-case hexadecimal digits; with it as a task's id, its panels over all runs are downloaded and dumped.</summary>
    [JsonPropertyName("schedule_id")]
    public required string ScheduleId { get; init; }

    /// <summary>What people call it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>When it runs, in five fields; null where it runs only when told to.</summary>
    [JsonPropertyName("cron")]
    public string? Cron { get; init; }

    /// <summary>The zone that cron is read in.</summary>
    [JsonPropertyName("time_zone")]
    public required string TimeZone { get; init; }

    /// <summary>Where the first run starts.</summary>
    [JsonPropertyName("since")]
    public required DateTime Since { get; init; }

    /// <summary>Posts younger than so many minutes wait for the next run.</summary>
    [JsonPropertyName("lag_minutes")]
    public required int LagMinutes { get; init; }

    /// <summary>How many hours a run goes back before the end of the last one.</summary>
    [JsonPropertyName("lookback_hours")]
    public required int LookbackHours { get; init; }

    /// <summary>Whether it runs by itself.</summary>
    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    /// <summary>Which definition of TASK it has, from 1.</summary>
    [JsonPropertyName("version")]
    public required int Version { get; init; }

    /// <summary>Whether a run is at hand.</summary>
    [JsonPropertyName("running")]
    public required bool Running { get; init; }

    /// <summary>The end of the range that is labelled; null before the first run has ended well.</summary>
    [JsonPropertyName("watermark")]
    public DateTime? Watermark { get; init; }

    /// <summary>How many posts of all its runs came late.</summary>
    [JsonPropertyName("late_posts")]
    public required long LatePosts { get; init; }

    /// <summary>When the next run is due, with its offset from UTC in time_zone; null where none is.</summary>
    [JsonPropertyName("next_time")]
    public DateTimeOffset? NextTime { get; init; }

    /// <summary>When it was made, local to TIME_ZONE.</summary>
    [JsonPropertyName("create_time")]
    public required DateTime CreateTime { get; init; }

    /// <summary>How many days before the watermark posts count in the panels (KEEP_DAYS); null where all do.</summary>
    [JsonPropertyName("keep_days")]
    public int? KeepDays { get; init; }

    /// <summary>Where the outcome of each run is sent, without the query; null where it is not.</summary>
    [JsonPropertyName("callback_url")]
    public string? CallbackUrl { get; init; }
}
