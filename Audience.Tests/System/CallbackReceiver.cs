using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Tests;

/// <summary>A callback as it came in.</summary>
/// <param name="Path">Where.</param>
/// <param name="Delivery">X-Audience-Delivery.</param>
/// <param name="Signature">X-Audience-Signature.</param>
/// <param name="Body">The body.</param>
internal sealed record ReceivedCallback(string Path, string Delivery, string Signature, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}

/// <summary>A real receiver of callbacks, on a free port of this machine.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedCallback> _received = [];

    private CallbackReceiver(WebApplication app) => _app = app;

    /// <summary>What came in, in order; also what was not answered well.</summary>
    public IReadOnlyList<ReceivedCallback> Received => [.. _received];

    /// <summary>Answers, after it was noted; 200 unless set.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Its port.</summary>
    public int Port =>
        new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>An address of it.</summary>
    public string Url(string path = "/audience", string host = "127.0.0.1") => $"http://{host}:{Port}{path}";

    /// <summary>Starts it.</summary>
    public static async Task<CallbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        var receiver = new CallbackReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until so many have come in.</summary>
    public Task<IReadOnlyList<ReceivedCallback>> WaitAsync(int count) =>
        Eventually.GetAsync(() => Task.FromResult(Received), all => all.Count >= count, TimeSpan.FromMinutes(2));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false));
        string body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers;
        _received.Enqueue(
            new ReceivedCallback(
                http.Request.Path + http.Request.QueryString,
                headers["X-Audience-Delivery"].ToString(),
                headers["X-Audience-Signature"].ToString(),
                body
            )
        );
        await Answer(http);
    }
}
