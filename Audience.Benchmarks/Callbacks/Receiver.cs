using System.Collections.Concurrent;
using Audience.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Audience.Benchmarks.Callbacks;

/// <summary>Takes callbacks on a port of this machine, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _tries = [];
    private readonly int _port;
    private int _arrived;

    private Receiver(WebApplication app, int port) => (_app, _port) = (app, port);

    /// <summary>How many deliveries were answered well.</summary>
    public int Arrived => _arrived;

    /// <summary>How often anything came in.</summary>
    public int Tries => _tries.Values.Sum();

    /// <summary>CALLBACK_URL.</summary>
    public string Url => $"http://127.0.0.1:{_port}/audience";

    /// <summary>Starts one.</summary>
    /// <param name="answer">The code for a delivery, told which try of it this is.</param>
    public static async Task<Receiver> StartAsync(Func<string, int, CancellationToken, Task<int>> answer)
    {
        int port = FreePort.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new Receiver(app, port);
        app.Run(http => receiver.ReceiveAsync(http, answer));
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http, Func<string, int, CancellationToken, Task<int>> answer)
    {
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        string delivery = http.Request.Headers["X-Audience-Delivery"].ToString();
        int attempt = _tries.AddOrUpdate(delivery, 1, (_, before) => before + 1);
        http.Response.StatusCode = await answer(delivery, attempt, http.RequestAborted);
        if (http.Response.StatusCode == StatusCodes.Status200OK)
            Interlocked.Increment(ref _arrived);
    }
}
