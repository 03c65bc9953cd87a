using System.Globalization;
using Audience.Client;

namespace Audience.Web.Schedules;

/// <summary>Times of schedules, in their own zone.</summary>
internal static class ScheduleTimes
{
    /// <summary>When the next run is due, with its zone; a dash where none is.</summary>
    public static string Next(ScheduleSummary schedule)
    {
        if (schedule.NextTime is not { } next)
            return "–";
        // A zone that this machine does not know is told in UTC.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(next, zone);
        return $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {zone.Id}";
    }
}
