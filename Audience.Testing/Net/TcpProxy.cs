using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Audience.Testing;

/// <summary>
/// Passes TCP connections on to a target on 127.0.0.1, and lets a test cut them, refuse new ones, or make them slow to
/// answer without making them narrow.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _targetPort;
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = new();
    private volatile Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _accepted;

    private TcpProxy(int targetPort, TimeSpan latency)
    {
        _targetPort = targetPort;
        Latency = latency;
    }

    /// <summary>Where it listens, the same for its whole life.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>
    /// How much later than it came each packet is passed on, in each direction; packets may overtake the wait of the
    /// ones before, so a stream starts late but flows as fast as without. It can be changed at any time.
    /// </summary>
    public TimeSpan Latency { get; set; }

    /// <summary>
    /// How long each packet of at most 16 KB takes, one after the other, in each direction: a line that is narrow. It can be
    /// changed at any time.
    /// </summary>
    public TimeSpan PacketTime { get; set; }

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => _connections.Count;

    /// <summary>How many connections were ever taken.</summary>
    public long AcceptedConnections => Interlocked.Read(ref _accepted);

    /// <summary>Starts to listen.</summary>
    public static TcpProxy Start(int targetPort, TimeSpan latency = default)
    {
        var proxy = new TcpProxy(targetPort, latency);
        proxy.Accept();
        return proxy;
    }

    /// <summary>Cuts all open connections (both ends get a reset); new ones are taken.</summary>
    public void Cut()
    {
        foreach (ProxyConnection connection in _connections.Keys)
            connection.Cut();
    }

    /// <summary>Cuts all open connections and refuses new ones, until <see cref="Accept"/>.</summary>
    public void Refuse()
    {
        Socket? listener = _listener;
        _listener = null;
        listener?.Dispose();
        Cut();
    }

    /// <summary>Takes connections again.</summary>
    public void Accept()
    {
        if (_listener is not null)
            return;
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    /// <summary>Cuts all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        Refuse();
        await _accepting;
        await Task.WhenAll(_connections.Values);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (_listener != listener)
                    return; // refused, or disposed of
                continue; // a client that was gone before it was taken
            }
            Interlocked.Increment(ref _accepted);
            var connection = new ProxyConnection(client, () => Latency, () => PacketTime);
            var done = new TaskCompletionSource();
            _connections[connection] = done.Task;
            _ = RunAsync(connection, done);
            // Taken while the others were cut.
            if (_listener != listener)
                connection.Cut();
        }
    }

    private async Task RunAsync(ProxyConnection connection, TaskCompletionSource done)
    {
        await connection.RunAsync(_targetPort);
        _connections.TryRemove(connection, out _);
        done.SetResult();
    }
}
