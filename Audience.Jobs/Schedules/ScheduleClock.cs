using Audience.Data.Schedules;

namespace Audience.Jobs.Schedules;

/// <summary>What the time means for schedules.</summary>
/// <param name="time">The clock.</param>
/// <param name="zone">The zone that posts' times are in (TIME_ZONE).</param>
public sealed class ScheduleClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>Now, in milliseconds since 1970, UTC.</summary>
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Now as posts and people have it, to the second.</summary>
    public DateTime Now
    {
        get
        {
            var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime;
            return DateTime.SpecifyKind(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Unspecified);
        }
    }

    /// <summary>When the schedule is due next, in milliseconds since 1970, UTC; null where it is never.</summary>
    public long? NextAt(ScheduleRow schedule) =>
        schedule.Enabled ? CronTimes.Next(schedule.Cron, schedule.TimeZone, time.GetUtcNow())?.ToUnixTimeMilliseconds() : null;

    /// <summary>
    /// The range of a run that begins now: from LOOKBACK_HOURS before the watermark to LAG_MINUTES ago. Where the clock was put back, it
    /// ends at
    /// the watermark, which never falls. Null where it would be empty.
    /// </summary>
    public (DateTime Start, DateTime End)? Range(ScheduleRow schedule)
    {
        var end = Now.AddMinutes(-schedule.LagMinutes);
        if (schedule.Watermark is not { } watermark)
            return schedule.Since < end ? (schedule.Since, end) : null;
        var start =
            watermark - schedule.Since < TimeSpan.FromHours(schedule.LookbackHours)
                ? schedule.Since
                : watermark.AddHours(-schedule.LookbackHours);
        end = end > watermark ? end : watermark;
        return start < end ? (start, end) : null;
    }
}
