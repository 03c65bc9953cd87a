using Cronos;

namespace Audience.Jobs.Schedules;

/// <summary>When a CRON is due, daylight saving included: a time that does not exist falls on the next one, one that comes twice counts
/// once.</summary>
public static class CronTimes
{
    /// <summary>The next time after one; null where there is none.</summary>
    /// <param name="cron">Five fields, in Cronos's syntax; null for never.</param>
    /// <param name="timeZone">A zone's IANA name.</param>
    /// <param name="after">Not counted itself.</param>
    /// <exception cref="CronFormatException">It is not of that form.</exception>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone.</exception>
    public static DateTimeOffset? Next(string? cron, string timeZone, DateTimeOffset after) =>
        cron is null
            ? null
            : CronExpression.Parse(cron, CronFormat.Standard).GetNextOccurrence(after, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
}
