using Audience.Data;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Audience.Hosting.Health;

/// <summary>Whether the output database answers.</summary>
public sealed class OutputHealth(OutputDatabase output) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await output.OpenAsync(cancellationToken);
            await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: cancellationToken));
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
