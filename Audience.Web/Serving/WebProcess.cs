using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Audience.Web.Serving;

/// <summary>The console as a process of its own: API_URL says where the API is.</summary>
internal static class WebProcess
{
    private const string DefaultUrls = "http://127.0.0.1:8003",
        DefaultApi = "http://127.0.0.1:8000";

    /// <summary>Runs until it is stopped; <c>health</c> asks a running one.</summary>
    /// <returns>The exit code: 0 after a stop, 1 where it is not alive, 2 where a setting is wrong or the address in use.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        string urls = Setting("URLS", DefaultUrls),
            api = Setting("API_URL", DefaultApi);
        if (args is ["health"])
            return await IsAliveAsync(urls) ? 0 : 1;
        if (!Uri.TryCreate(api, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"API_URL: '{api}' is not an address such as {DefaultApi}");
            return 2;
        }
        await using var app = Build(urls, address, Path.Combine(Setting("DATA_DIR", "audience-data"), "console-keys"));
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Choose another address with URLS.");
            return 2;
        }
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>Builds the host; the caller starts and disposes of it.</summary>
    public static WebApplication Build(string urls, Uri api, string keysDirectory)
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddConsole(_ => api, keysDirectory);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        // It holds nothing, and says itself where the API is away: it is ready as soon as it lives.
        app.MapHealthChecks("/health/live");
        app.MapHealthChecks("/health/ready");
        app.MapConsole();
        return app;
    }

    private static string Setting(string name, string other) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : other;

    private static async Task<bool> IsAliveAsync(string urls)
    {
        string url = urls.Split(';')[0]
            .Replace("+", "127.0.0.1", StringComparison.Ordinal)
            .Replace("*", "127.0.0.1", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return (await http.GetStringAsync(new Uri(new Uri(url), "/health/live"))) == nameof(HealthStatus.Healthy);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
