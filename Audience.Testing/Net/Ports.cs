using System.Net;
using System.Net.Sockets;

namespace Audience.Testing;

/// <summary>Asks whether something listens.</summary>
internal static class Ports
{
    /// <summary>Whether a port of 127.0.0.1 takes connections.</summary>
    public static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
