using System.Net;
using System.Net.Sockets;

namespace Audience.PrivateServers;

/// <summary>Finds ports of 127.0.0.1 that nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which the kernel draws the ports of outgoing connections: a server that is stopped and
    // started again must not find that some client has got its port in the meantime.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly HashSet<int> s_given = [];

    /// <summary>One free port; it is not given twice within this process.</summary>
    public static int Take() => Take(1)[0];

    /// <summary>Several free ports, all different; none of them is given twice within this process.</summary>
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
            if (!s_given.Contains(port) && IsFree(port))
            {
                s_given.Add(port);
                return port;
            }
        }
        throw new InvalidOperationException($"no free port between {First} and {Last}");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
