using Audience.Client;

namespace Audience.Web;

/// <summary>Where the API is, and how it is called for a visitor.</summary>
/// <param name="address">Asked at every call: a host that listens on any free port knows it late.</param>
public sealed class ConsoleApi(Func<Uri> address) : IDisposable
{
    // One for all visitors, so that connections are shared. No proxy and no cookies: the API is asked, nobody else.
    private readonly SocketsHttpHandler _shared = new()
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>A client that sends the key, where there is one.</summary>
    /// <param name="key">The visitor's, or null.</param>
    /// <param name="lastEventId">Where a stream of events is to go on, or null.</param>
    public AudienceClient Create(string? key, string? lastEventId = null)
    {
        var http = new HttpClient(_shared, disposeHandler: false) { BaseAddress = address(), Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("X-API-Key", key);
        if (!string.IsNullOrEmpty(lastEventId))
            http.DefaultRequestHeaders.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return new AudienceClient(http);
    }

    /// <inheritdoc/>
    public void Dispose() => _shared.Dispose();
}
