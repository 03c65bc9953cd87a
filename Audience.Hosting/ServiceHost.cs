using System.CommandLine;
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

namespace Audience.Hosting;

/// <summary>How every process of the system starts: command line, configuration, logs, health, then its role.</summary>
public static class ServiceHost
{
    /// <summary>Runs until it is stopped.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="defaultUrl">Where it listens unless URLS says otherwise.</param>
    /// <param name="add">Adds the role's services; throws <see cref="SettingsException"/> where its settings are wrong.</param>
    /// <param name="map">Adds the role's endpoints.</param>
    /// <returns>The exit code: 0 after a stop, 2 where the configuration is wrong.</returns>
    public static async Task<int> RunAsync(string[] args, string description, string defaultUrl, Action<IServiceCollection, AudienceSettings, string> add, Action<WebApplication> map)
    {
        var configuration = SettingsFile.Read();
        string Urls() => configuration["URLS"] is { Length: > 0 } urls ? urls : defaultUrl;
        var root = new RootCommand(description + " Settings come from the environment and from a .env file; see docs/operations.md.") { HealthCommand.Create(Urls) };
        root.SetAction((_, cancel) => ServeAsync(configuration, Urls(), add, map, cancel));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<int> ServeAsync(IConfiguration configuration, string urls, Action<IServiceCollection, AudienceSettings, string> add, Action<WebApplication> map, CancellationToken cancel)
    {
        var settings = AudienceSettings.Load(configuration, embedded: false);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddAudienceLogs(settings);
        builder.Services.AddAudience(settings);
        builder.Services.AddAudienceHealth();
        builder.Services.AddAudienceMetrics();
        builder.Services.AddAudienceTraces(settings);
        add(builder.Services, settings, urls);
        await using var app = builder.Build();
        app.MapAudienceHealth();
        app.MapAudienceMetrics();
        map(app);
        await app.RunAsync(cancel);
        return 0;
    }
}
