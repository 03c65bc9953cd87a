using System.CommandLine;
using Audience.Hosting.Health;
using Audience.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
    /// <returns>The exit code: 0 after a stop, 2 where the configuration is wrong or the address in use.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        string description,
        string defaultUrl,
        Action<IServiceCollection, AudienceSettings, string> add,
        Action<WebApplication> map
    )
    {
        var configuration = SettingsFile.Read();
        string Urls() => configuration["URLS"] is { Length: > 0 } urls ? urls : defaultUrl;
        var root = new RootCommand(description + " Settings come from the environment and from a .env file; see docs/operations.md.")
        {
            HealthCommand.Create(Urls),
        };
        root.SetAction((_, cancellationToken) => ServeAsync(configuration, Urls(), add, map, cancellationToken));
        try
        {
            return await root.Parse(args)
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<int> ServeAsync(
        IConfiguration configuration,
        string urls,
        Action<IServiceCollection, AudienceSettings, string> add,
        Action<WebApplication> map,
        CancellationToken cancellationToken
    )
    {
        var settings = AudienceSettings.Load(configuration, embedded: false);
        var builder = ServiceBuilder.Create(settings, urls);
        add(builder.Services, settings, urls);
        await using var app = builder.BuildService();
        map(app);
        return await app.RunServiceAsync("URLS", cancellationToken);
    }
}
