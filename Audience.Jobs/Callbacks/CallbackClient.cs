using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Audience.Jobs.Callbacks;

/// <summary>
/// Sends callbacks. A connection goes to an address that was checked for it, follows no redirect and no proxy, and carries nothing but the
/// delivery.
/// </summary>
public sealed class CallbackClient : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024,
        MaxErrorLength = 500;

    // After that a name is looked up again.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromSeconds(30);

    private readonly CallbackOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <param name="options">Secret and addresses.</param>
    /// <param name="time">The clock that signatures name.</param>
    public CallbackClient(CallbackOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = s_connectionLifetime,
            MaxConnectionsPerServer = CallbackPump.MaxParallel,
            MaxResponseHeadersLength = 16,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Tries a delivery once.</summary>
    /// <returns>Why it failed, null where it arrived; and whether the receiver is well, whatever it said to this one.</returns>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public async Task<(string? Error, bool IsWell)> SendAsync(ClaimedCallback callback, CancellationToken cancellationToken)
    {
        if (_options.Secret is not { } secret)
            return ("it cannot be signed: CALLBACK_SECRET is not set where the workers run", false);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            using var request = Request(callback, secret);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            // An answer that breaks off is none: what was to be done may have broken off, too.
            await DrainAsync(response, timeout.Token);
            int code = (int)response.StatusCode;
            return response.IsSuccessStatusCode ? (null, true)
                : code is >= 300 and < 400 ? ($"answered {code}: redirects are not followed", true)
                : ($"answered {code}", code is >= 400 and < 500 and not 408 and not 429);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ($"no answer within {_options.Timeout.TotalSeconds:0} seconds", false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or InvalidOperationException)
        {
            string reason = e is HttpRequestException { InnerException: { } inner } ? inner.Message : e.Message;
            return (reason.Length <= MaxErrorLength ? reason : reason[..MaxErrorLength], false);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(ClaimedCallback callback, string secret)
    {
        byte[] body = Encoding.UTF8.GetBytes(callback.Body);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(callback.Url, UriKind.Absolute)) { Content = content };
        request.Headers.Add("User-Agent", "Audience");
        request.Headers.Add("X-Audience-Delivery", callback.DeliveryId);
        request.Headers.Add(CallbackSignature.Header, CallbackSignature.Sign(secret, _time.GetUtcNow(), body));
        return request;
    }

    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[4096];
        for (int total = 0, read = 1; read > 0 && total < MaxAnswerBytes; total += read)
            read = await stream.ReadAsync(buffer, cancellationToken);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var address = await _options.FindAddress(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
