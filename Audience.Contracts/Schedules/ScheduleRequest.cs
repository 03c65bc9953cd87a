using System.Text.Json.Serialization;

namespace Audience.Contracts.Schedules;

/// <summary>A labelling that is repeated. To change one, send what is to change; SINCE stays.</summary>
/// <example>{"NAME": "every night", "SINCE": "2024-01-01", "CRON": "30 2 * * *", "TASK": {"PATTERN": {"female": ["小姐"]}}}</example>
public sealed record ScheduleRequest
{
    /// <summary>What people call it, 1 to 190 characters.</summary>
    [JsonPropertyName("NAME")]
    public string? Name { get; init; }

    /// <summary>
    /// A body of create_task without START_TIME, END_TIME and TASK_ID. Models and rule sets stay as they are now until TASK is sent again.
    /// </summary>
    [JsonPropertyName("TASK")]
    public object? Task { get; init; }

    /// <summary>Where the first run starts: a date or date-time that is not in the future.</summary>
    [JsonPropertyName("SINCE")]
    public string? Since { get; init; }

    /// <summary>When it runs: minute, hour, day, month and day of the week. Empty or left out: only when it is told to.</summary>
    [JsonPropertyName("CRON")]
    public string? Cron { get; init; }

    /// <summary>The zone that CRON is read in, daylight saving included: Asia/Taipei; default the configuration's.</summary>
    [JsonPropertyName("TIME_ZONE")]
    public string? TimeZone { get; init; }

    /// <summary>Posts younger than so many minutes wait for the next run, 0 to 10080; default 10.</summary>
    [JsonPropertyName("LAG_MINUTES")]
    public int? LagMinutes { get; init; }

    /// <summary>How many hours a run goes back before the end of the last one, for posts that came late, 0 to 8760; default 24.</summary>
    [JsonPropertyName("LOOKBACK_HOURS")]
    public int? LookbackHours { get; init; }

    /// <summary>Whether it runs by itself; default true.</summary>
    [JsonPropertyName("ENABLED")]
    public bool? Enabled { get; init; }

    /// <summary>
    /// How many days before the end of what is labelled posts count in the panels, 1 to 36500: with each run older label rows leave
    /// the panels, and the tasks of runs that lie before are deleted. 0 or left out: all count, and nothing is deleted.
    /// </summary>
    [JsonPropertyName("KEEP_DAYS")]
    public int? KeepDays { get; init; }

    /// <summary>
    /// Where the outcome of each run is sent (POST) when the panels are made, or the run has failed; empty for nowhere. CALLBACK_URL of
    /// TASK tells of the run's task alone. It is signed; hosts only from CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }
}
