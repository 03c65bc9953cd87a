using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Audience.Hosting.Bus;

/// <summary>
/// Waits until the broker's port answers and its login is not refused, before a connection is tried. MassTransit by itself waits longer
/// after every try that failed, up to half a minute; a broker that is back would be left alone for that long. And a bus that starts
/// while its login is refused gives up for ever.
/// </summary>
public sealed class BrokerReach(IHostApplicationLifetime lifetime, ILogger<BrokerReach> log)
{
    private static readonly TimeSpan s_min = TimeSpan.FromMilliseconds(200),
        s_max = TimeSpan.FromSeconds(3),
        s_answer = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the broker can be reached, or this process stops.</summary>
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
            string what = "does not answer";
            string? reason = await FindSilenceAsync(broker.Host, port, stopping);
            if (reason is null)
                (what, reason) = ("refuses the login", await FindRefusedLoginAsync(broker, stopping));
            if (reason is null)
                return;
            if (wait == s_min)
                log.LogWarning(
                    "The broker at {Host}:{Port} {What} ({Reason}); it is tried every few seconds until it can be used",
                    broker.Host,
                    port,
                    what,
                    reason
                );
            // A stop ends the wait, and with it the loop.
            await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Null where the port answers; else why not.
    private static async Task<string?> FindSilenceAsync(string host, int port, CancellationToken stopping)
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

    // What the broker says to who we are; null where it lets us in, or where something else is wrong, which the bus tells.
    private static async Task<string?> FindRefusedLoginAsync(Uri broker, CancellationToken stopping)
    {
        var factory = new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = s_answer,
            HandshakeContinuationTimeout = s_answer,
            ClientProvidedName = "audience login",
        };
        try
        {
            await using var connection = await factory.CreateConnectionAsync(stopping);
            return null;
        }
        catch (BrokerUnreachableException e)
            when (e.InnerException is AuthenticationFailureException or PossibleAuthenticationFailureException)
        {
            return e.InnerException.Message;
        }
        catch (Exception e)
            when (e is BrokerUnreachableException or OperationInterruptedException or OperationCanceledException or TimeoutException)
        {
            return null;
        }
    }
}
