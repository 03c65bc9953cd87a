using MassTransit;
using Microsoft.Extensions.Options;

namespace Audience.Tests.Security;

/// <summary>Nothing is told to anybody outside.</summary>
[Category("database")]
internal sealed class TelemetryTests
{
    [Test]
    public async Task The_message_bus_reports_no_usage_to_its_makers()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        Assert.That(system.Get<IOptions<UsageTelemetryOptions>>().Value.Enabled, Is.False);
    }
}
