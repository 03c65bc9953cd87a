using Audience.Jobs.Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Audience.Hosting.Health;

/// <summary>
/// Whether the broker takes messages, and lets us use our queues. While it is blocked, what is asked for is written down and done
/// later: that is degraded, and no reason to take a process out of service.
/// </summary>
public sealed class BrokerHealth(BrokerState broker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            broker.Refused.Count > 0
                ? HealthCheckResult.Unhealthy(string.Join("; ", broker.Refused.Select(r => BrokerRefusedException.Explain(r.Key, r.Value))))
            : broker.Blocked is { } reason ? HealthCheckResult.Degraded(new BrokerBlockedException(reason).Message)
            : HealthCheckResult.Healthy()
        );
}
