namespace Audience.Hosting;

/// <summary>The time that people read: the system's clock in TIME_ZONE, to the second.</summary>
public sealed class LocalClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>Now, without a zone, as <c>create_time</c> is stored.</summary>
    public DateTime Now
    {
        get
        {
            var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime;
            return DateTime.SpecifyKind(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Unspecified);
        }
    }
}
