using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Audience.Tests.Local;

/// <summary>Something that answers in the place of an API.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeApi(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Starts one that answers every call so.</summary>
    public static async Task<FakeApi> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
        var app = builder.Build();
        app.MapFallback(answer);
        await app.StartAsync();
        return new FakeApi(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
