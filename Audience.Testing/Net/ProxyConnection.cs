using System.Net;
using System.Net.Sockets;

namespace Audience.Testing;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyConnection(Socket client, Func<TimeSpan> latency, Func<TimeSpan> packetTime) : IDisposable
{
    private readonly Socket _target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Passes bytes both ways until both sides have ended, or one is cut.</summary>
    public async Task RunAsync(int targetPort)
    {
        try
        {
            await _target.ConnectAsync(IPAddress.Loopback, targetPort);
            // Small packets must not wait for each other here: a latency is added on purpose or not at all.
            client.NoDelay = _target.NoDelay = true;
            await Task.WhenAll(PassAsync(client, _target), PassAsync(_target, client));
            Dispose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut(); // the target refuses
        }
    }

    /// <summary>Ends both sides with a reset.</summary>
    public void Cut()
    {
        foreach (Socket socket in new[] { client, _target })
        {
            // Closing with a linger time of zero sends a reset in place of an orderly end.
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
            socket.Dispose();
        }
    }

    /// <summary>Ends both sides in good order: what is under way still arrives.</summary>
    public void Dispose()
    {
        client.Dispose();
        _target.Dispose();
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        try
        {
            await new DelayLine(latency, packetTime).RunAsync(from, to);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut(); // ends the other direction as well
        }
    }
}
