using Audience.Hosting.Settings;
using Audience.Jobs.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Audience.Hosting.Health;

/// <summary>Whether there is somebody who does the work: a live label worker for each queue, and a live model worker.</summary>
public sealed class WorkersHealth(WorkerTable workers, AudienceSettings settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var alive = (await workers.ListAsync(cancellationToken)).Where(w => w.IsAlive).ToList();
            var missing = settings
                .Work.Queues.Where(queue => !alive.Exists(w => w.Serves(queue)))
                .Select(queue => $"no label worker serves the queue {queue}")
                .ToList();
            if (!alive.Exists(w => w.Kind.Split(',').Contains("model")))
                missing.Add("there is no model worker");
            return missing.Count == 0
                ? HealthCheckResult.Healthy($"{alive.Count} workers")
                : HealthCheckResult.Unhealthy(string.Join("; ", missing));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
