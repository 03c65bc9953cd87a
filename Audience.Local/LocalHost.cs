using Audience.Api;
using Audience.Hosting;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.LabelWorker;
using Audience.ModelWorker;
using Audience.Samples;
using Audience.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Serilog.Events;

namespace Audience.Local;

/// <summary>All roles in one process: on SQLite and an in-memory bus, or on the servers that the environment names.</summary>
public static class LocalHost
{
    /// <summary>Builds the host; the caller starts and disposes of it.</summary>
    /// <param name="urls">Where the API listens, or null for the configuration's.</param>
    /// <param name="dataDirectory">Where SQLite files and the key are.</param>
    /// <param name="logLevel">The least important messages that are logged.</param>
    /// <param name="overrides">Settings above the environment's.</param>
    /// <param name="time">The clock, or null for the system's.</param>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    public static WebApplication Build(
        string? urls,
        string dataDirectory,
        LogEventLevel logLevel,
        IReadOnlyDictionary<string, string?>? overrides = null,
        TimeProvider? time = null
    )
    {
        var all = new Dictionary<string, string?> { ["DATA_DIR"] = dataDirectory };
        foreach (var (name, value) in overrides ?? new Dictionary<string, string?>())
            all[name] = value;
        var configuration = SettingsFile.Read(all);
        if (!configuration.Has("SECRET_KEYS"))
            configuration["SECRET_KEYS"] = SecretKeyFile.ReadOrCreate(dataDirectory);
        if (!configuration.Has("INPUT_HOST") && !configuration.Has("INPUT_SCHEMA"))
            configuration["INPUT_SCHEMA"] = SqlitePosts.Schema;
        // One writer at a time in SQLite, and a progress bar that should move: smaller chunks.
        if (!configuration.Has("OUTPUT_HOST") && !configuration.Has("CHUNK_SIZE"))
            configuration["CHUNK_SIZE"] = "10000";
        var settings = AudienceSettings.Load(configuration, embedded: true);

        string listen = urls ?? (configuration.Has("URLS") ? configuration["URLS"]! : "http://127.0.0.1:8000");
        var builder = ServiceBuilder.Create(settings, listen, logLevel);
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddAudienceBus(settings, LabelWorkerRole.Bus(), ModelWorkerRole.Bus());
        builder.Services.AddApi(settings, listen);
        builder.Services.AddLabelWorker(settings);
        builder.Services.AddModelWorker(settings);
        builder.Services.AddConsole(p => p.GetRequiredService<IServer>().Address(), Path.Combine(dataDirectory, "console-keys"));
        var app = builder.BuildService();
        app.MapApi();
        app.MapConsole();
        return app;
    }

    /// <summary>Calls a host that has been started.</summary>
    public static HttpClient CreateClient(this WebApplication app) =>
        new() { BaseAddress = app.Services.GetRequiredService<IServer>().Address() };

    /// <summary>Where a host that has been started is reached from this machine.</summary>
    public static Uri Address(this IServer server) =>
        new(
            server
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
                .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
                .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
        );
}
