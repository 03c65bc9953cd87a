using Audience.Hosting.Health;
using Audience.Hosting.Logging;
using Audience.Hosting.Metrics;
using Audience.Hosting.Settings;
using Audience.Hosting.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog.Events;

namespace Audience.Hosting;

/// <summary>
/// What every process of the system has, whatever its role: an address, logs, the bus's and the database's settings, health,
/// metrics, traces.
/// </summary>
public static class ServiceBuilder
{
    // A process that may take longer to stop is killed by those who run it.
    private static readonly TimeSpan s_maxStop = TimeSpan.FromSeconds(10);

    /// <summary>Makes a builder that has it; the role's services are to be added.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="urls">Where it listens.</param>
    /// <param name="logLevel">The least important messages that are logged.</param>
    public static WebApplicationBuilder Create(AudienceSettings settings, string urls, LogEventLevel logLevel = LogEventLevel.Information)
    {
        // Settings are read once. To notice changes of files, the host would watch every directory below the one that it was started in.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(urls);
        // Exporters read them here, and a .env is none of the host's own sources.
        builder.Configuration.AddInMemoryCollection(settings.OpenTelemetry);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_maxStop);
        builder.Services.AddAudienceLogs(settings, logLevel);
        builder.Services.AddAudience(settings);
        builder.Services.AddAudienceHealth();
        builder.Services.AddAudienceMetrics();
        builder.Services.AddAudienceMetricsExport(settings);
        builder.Services.AddAudienceTraces(settings);
        return builder;
    }

    /// <summary>Builds the host, with the endpoints for health and metrics.</summary>
    public static WebApplication BuildService(this WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapAudienceHealth();
        app.MapAudienceMetrics();
        return app;
    }
}
