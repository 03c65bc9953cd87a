using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting.Bus;

/// <summary>
/// Waits until the broker's port answers, before a connection is tried. MassTransit by itself waits longer after every try that failed, up
/// to half a minute; a broker that is back would be left alone for that long.
/// </summary>
public sealed class BrokerReach(IHostApplicationLifetime lifetime, ILogger<BrokerReach> log)
{
    private static readonly TimeSpan s_min = TimeSpan.FromMilliseconds(200),
        s_max = TimeSpan.FromSeconds(3),
        s_answer = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the port answers, or this process stops.</summary>
    public async Task WaitAsync(Uri broker)
    {
        var stopping = lifetime.ApplicationStopping;
        int port =
            broker.IsDefaultPort || broker.Port < 0
                ? broker.Scheme == "amqps"
                    ? 5671
                    : 5672
                : broker.Port;
        for (var wait = s_min; !stopping.IsCancellationRequested; wait = wait * 2 < s_max ? wait * 2 : s_max)
        {
            if (await AnswersAsync(broker.Host, port, stopping) is not { } reason)
                return;
            if (wait == s_min)
                log.LogWarning(
                    "The broker at {Host}:{Port} does not answer ({Reason}); it is tried every few seconds until it does",
                    broker.Host,
                    port,
                    reason
                );
            // A stop ends the wait, and with it the loop.
            await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Null where it does; else why not.
    private static async Task<string?> AnswersAsync(string host, int port, CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(s_answer);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, timeout.Token);
            return null;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return e.Message;
        }
    }
}
