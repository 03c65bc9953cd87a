using Audience.Jobs.Dispatch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Prometheus;

namespace Audience.Hosting.Metrics;

/// <summary><c>/metrics</c> for Prometheus. Every host has a registry of its own, so that several fit into one process.</summary>
public static class MetricsRegistration
{
    /// <summary>Adds the metrics, those of the process and its runtime among them.</summary>
    public static IServiceCollection AddAudienceMetrics(this IServiceCollection services)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        RuntimeMetrics.Register(registry);
        services.AddSingleton(registry);
        services.AddSingleton(p => new MeterBridge(p.GetRequiredService<WorkMetrics>().Meter, registry));
        return services.AddSingleton<WorkMetrics>().AddSingleton<StateMetrics>();
    }

    /// <summary>Adds the endpoint.</summary>
    public static void MapAudienceMetrics(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<StateMetrics>();
        _ = app.Services.GetRequiredService<MeterBridge>();
        ((IEndpointRouteBuilder)app).MapMetrics("/metrics", app.Services.GetRequiredService<CollectorRegistry>());
    }
}
