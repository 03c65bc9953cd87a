using System.Net;
using System.Net.Sockets;

namespace Audience.Testing;

/// <summary>Finds ports of 127.0.0.1 that nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which the kernel draws the ports of outgoing connections: a server that is stopped and
    // started again must not find that some client has got its port in the meantime.
    private const int First = 20_000;
    private const int Last = 32_000;

    // A port that was given is held by a UDP socket of the same number until this process ends: others that look for ports here, such as
    // another test run on the machine, leave it alone also while its server is stopped, and TCP does not mind.
    private static readonly Dictionary<int, Socket> s_given = [];

    /// <summary>One free port; it is not given again, here or to another process that uses this class, while this process runs.</summary>
    public static int Take() => Take(1)[0];

    /// <summary>Several free ports, all different; see <see cref="Take()"/>.</summary>
    public static int[] Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var ports = new int[count];
        lock (s_given)
        {
            for (int i = 0; i < count; i++)
                ports[i] = TakeOne();
        }
        return ports;
    }

    private static int TakeOne()
    {
        for (int attempt = 0; attempt < Last - First; attempt++)
        {
            int port = Random.Shared.Next(First, Last);
            if (!s_given.ContainsKey(port) && Bind(port, SocketType.Dgram, ProtocolType.Udp) is { } hold)
            {
                if (IsFree(port))
                {
                    s_given.Add(port, hold);
                    return port;
                }
                hold.Dispose();
            }
        }
        throw new InvalidOperationException($"no free port between {First} and {Last}");
    }

    private static bool IsFree(int port)
    {
        using var socket = Bind(port, SocketType.Stream, ProtocolType.Tcp);
        return socket is not null;
    }

    private static Socket? Bind(int port, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
