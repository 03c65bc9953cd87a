using Audience.Hosting.Settings;
using Audience.Jobs.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Audience.Hosting.Tracing;

/// <summary>OpenTelemetry traces: a task's way from the REST call through the broker into every chunk, as far as messages lead.</summary>
public static class TraceRegistration
{
    /// <summary>
    /// Adds tracing where OTEL_TRACES_EXPORTER asks for it; the exporter's own settings are OpenTelemetry's
    /// (OTEL_EXPORTER_OTLP_ENDPOINT…).
    /// </summary>
    public static IServiceCollection AddAudienceTraces(this IServiceCollection services, AudienceSettings settings)
    {
        if (settings.Traces == TelemetryExporter.None)
            return services;
        string program = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "Audience";
        services
            .AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(program))
            .WithTracing(traces =>
            {
                traces
                    .AddSource("MassTransit", WorkTraces.Name)
                    .AddAspNetCoreInstrumentation(o =>
                        o.Filter = http =>
                            !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
                            && !http.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
                    );
                if (settings.Traces == TelemetryExporter.Console)
                    traces.AddConsoleExporter();
                else
                    traces.AddOtlpExporter();
            });
        return services;
    }
}
