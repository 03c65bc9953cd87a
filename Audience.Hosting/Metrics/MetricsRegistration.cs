using Audience.Hosting.Settings;
using Audience.Jobs.Dispatch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
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

    /// <summary>
    /// Sends the metrics of the process, and of its runtime as OpenTelemetry names them, where OTEL_METRICS_EXPORTER asks for it; the
    /// exporter's own settings are OpenTelemetry's (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_METRIC_EXPORT_INTERVAL …).
    /// </summary>
    public static IServiceCollection AddAudienceMetricsExport(this IServiceCollection services, AudienceSettings settings)
    {
        if (settings.Metrics == TelemetryExporter.None)
            return services;
        string program = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "Audience";
        services
            .AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(program))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(WorkMetrics.Name).AddRuntimeInstrumentation();
                if (settings.Metrics == TelemetryExporter.Console)
                    metrics.AddConsoleExporter();
                else
                    metrics.AddOtlpExporter();
            });
        return services;
    }

    /// <summary>Adds the endpoint.</summary>
    public static void MapAudienceMetrics(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<StateMetrics>();
        _ = app.Services.GetRequiredService<MeterBridge>();
        ((IEndpointRouteBuilder)app).MapMetrics("/metrics", app.Services.GetRequiredService<CollectorRegistry>());
    }
}
