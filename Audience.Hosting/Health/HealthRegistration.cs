using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Hosting.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: its database and broker answer too. <c>/health/system</c>:
/// and there are workers.
/// </summary>
public static class HealthRegistration
{
    /// <summary>Adds the checks; MassTransit adds its own, tagged ready.</summary>
    public static IServiceCollection AddAudienceHealth(this IServiceCollection services)
    {
        var timeout = TimeSpan.FromSeconds(6);
        services
            .AddHealthChecks()
            .AddCheck<OutputHealth>("output", tags: ["ready"], timeout: timeout)
            .AddCheck<BrokerHealth>("broker", tags: ["ready"], timeout: timeout)
            .AddCheck<WorkersHealth>("workers", tags: ["system"], timeout: timeout);
        return services;
    }

    /// <summary>Adds the endpoints.</summary>
    public static void MapAudienceHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = HealthAnswer.WriteAsync }
        );
        app.MapHealthChecks("/health/system", new HealthCheckOptions { ResponseWriter = HealthAnswer.WriteAsync });
    }
}
