using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Audience.Tests.Security;

/// <summary>A MySQL server that lets everybody in and answers every statement by asking the client for a file (LOCAL INFILE).</summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _file;

    private HostileServer(string file)
    {
        _file = file;
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often it has asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Everything that clients have sent.</summary>
    public StringBuilder Received { get; } = new();

    /// <summary>Starts one that asks for a file.</summary>
    public static HostileServer Start(string file) => new(file);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        try
        {
            // Protocol 10, with the capabilities of an old server: no TLS, but LOCAL INFILE.
            await SendAsync(
                stream,
                0,
                [
                    10,
                    .. "5.7.0\0"u8,
                    1,
                    0,
                    0,
                    0,
                    .. "12345678\0"u8,
                    0x8F,
                    0xA2,
                    33,
                    2,
                    0,
                    0x0A,
                    0,
                    21,
                    .. new byte[10],
                    .. "123456789012\0"u8,
                    .. "mysql_native_password\0"u8,
                ]
            );
            await ReadAsync(stream);
            await SendAsync(stream, 2, [0, 0, 0, 2, 0, 0, 0]);
            while (await ReadAsync(stream) is { Length: > 0 } command && command[0] != 1)
            {
                Asked++;
                await SendAsync(stream, 1, [0xFB, .. Encoding.UTF8.GetBytes(_file)]);
            }
        }
        catch (IOException)
        {
            // The client has had enough.
        }
    }

    private static async Task SendAsync(NetworkStream stream, byte sequence, byte[] payload) =>
        await stream.WriteAsync((byte[])[(byte)payload.Length, (byte)(payload.Length >> 8), 0, sequence, .. payload]);

    private async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        byte[] head = new byte[4];
        await stream.ReadExactlyAsync(head);
        byte[] payload = new byte[head[0] | head[1] << 8 | head[2] << 16];
        await stream.ReadExactlyAsync(payload);
        Received.Append(Encoding.Latin1.GetString(payload));
        return payload;
    }
}
