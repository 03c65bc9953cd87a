using Audience.Jobs.Schedules;

namespace Audience.Tests.Jobs.Schedules;

/// <summary>When a CRON is due.</summary>
[Category("unit")]
internal sealed class CronTimesTests
{
    [TestCase("30 2 * * *", "Asia/Taipei", "2024-01-01T00:00:00Z", "2024-01-01T18:30:00Z")]
    // In spring 02:30 does not exist, in autumn it comes twice.
    [TestCase("30 2 * * *", "Europe/Berlin", "2024-03-30T12:00:00Z", "2024-03-31T01:00:00Z")]
    [TestCase("30 2 * * *", "Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T00:30:00Z")]
    [TestCase("30 2 * * *", "Europe/Berlin", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z")]
    [TestCase("0 0 31 2 *", "UTC", "2024-01-01T00:00:00Z", null)]
    [TestCase(null, "UTC", "2024-01-01T00:00:00Z", null)]
    public void The_next_time_is_as_the_zone_has_it(string? cron, string zone, string after, string? next) =>
        Assert.That(
            CronTimes.Next(cron, zone, DateTimeOffset.Parse(after, null)),
            next is null ? Is.Null : Is.EqualTo(DateTimeOffset.Parse(next, null))
        );
}
