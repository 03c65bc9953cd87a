using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Audience.Testing;

namespace Audience.Tests.Testing;

[Category("unit")]
internal sealed class TcpProxyTests
{
    private EchoServer _echo;

    [SetUp]
    public void Start() => _echo = new EchoServer();

    [TearDown]
    public async Task EndAsync() => await _echo.DisposeAsync();

    [Test]
    public async Task Bytes_pass_both_ways_unchanged()
    {
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port);
        using TcpClient client = await ConnectAsync(proxy);
        byte[] sent = new byte[3_000_000];
        Random.Shared.NextBytes(sent);

        Assert.That(await EchoAsync(client, sent), Is.EqualTo(sent));
        Assert.That(proxy.OpenConnections, Is.EqualTo(1));
    }

    [Test]
    public async Task An_orderly_end_is_passed_on()
    {
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port);
        using TcpClient client = await ConnectAsync(proxy);
        await EchoAsync(client, [1]);
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync(new byte[1_000_000]);
        client.Client.Shutdown(SocketShutdown.Send);

        await stream.ReadExactlyAsync(new byte[1_000_000]);
        Assert.That(await stream.ReadAsync(new byte[1]), Is.Zero);
    }

    [Test]
    public async Task Cut_ends_open_connections_and_takes_new_ones()
    {
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port);
        using TcpClient first = await ConnectAsync(proxy);
        await EchoAsync(first, [1]);

        proxy.Cut();

        Assert.That(async () => await first.GetStream().ReadExactlyAsync(new byte[1]), Throws.InstanceOf<IOException>());
        using TcpClient second = await ConnectAsync(proxy);
        Assert.That(await EchoAsync(second, [2]), Is.EqualTo(new byte[] { 2 }));
        Assert.That(proxy.AcceptedConnections, Is.EqualTo(2));
    }

    [Test]
    public async Task Refuse_turns_clients_away_until_accept()
    {
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port);
        using TcpClient first = await ConnectAsync(proxy);
        await EchoAsync(first, [1]);

        proxy.Refuse();

        Assert.That(async () => await ConnectAsync(proxy), Throws.InstanceOf<SocketException>());
        proxy.Accept();
        using TcpClient second = await ConnectAsync(proxy);
        Assert.That(await EchoAsync(second, [2]), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public async Task A_target_that_is_away_shows_as_a_reset()
    {
        await using TcpProxy proxy = TcpProxy.Start(FreePort.Take());

        // The reset may come before the client has seen that it is connected, or while it reads.
        Assert.That(ConnectAndReadAsync, Throws.InstanceOf<IOException>().Or.InstanceOf<SocketException>());

        async Task ConnectAndReadAsync()
        {
            using TcpClient client = await ConnectAsync(proxy);
            await client.GetStream().ReadExactlyAsync(new byte[1]);
        }
    }

    [Test]
    public async Task Latency_delays_each_answer_but_does_not_add_up_over_a_stream()
    {
        TimeSpan latency = TimeSpan.FromMilliseconds(100);
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port, latency);
        using TcpClient client = await ConnectAsync(proxy);

        long start = Stopwatch.GetTimestamp();
        await EchoAsync(client, [1]);
        Assert.That(Stopwatch.GetElapsedTime(start), Is.GreaterThanOrEqualTo(2 * latency));

        // 8 MB are at least 128 packets each way: one after the other they would take 25 seconds.
        start = Stopwatch.GetTimestamp();
        await EchoAsync(client, new byte[8_000_000]);
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(200 * latency));
    }

    [Test]
    public async Task A_packet_time_holds_up_what_comes_behind()
    {
        TimeSpan packetTime = TimeSpan.FromMilliseconds(20);
        await using TcpProxy proxy = TcpProxy.Start(_echo.Port);
        proxy.PacketTime = packetTime;
        using TcpClient client = await ConnectAsync(proxy);

        long start = Stopwatch.GetTimestamp();
        await EchoAsync(client, new byte[320 * 1024]);

        // At least 20 packets each way, of which those of the second begin after the first of the first.
        Assert.That(Stopwatch.GetElapsedTime(start), Is.GreaterThanOrEqualTo(20 * packetTime));
    }

    private static async Task<TcpClient> ConnectAsync(TcpProxy proxy)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    private static async Task<byte[]> EchoAsync(TcpClient client, byte[] sent)
    {
        Task sending = client.GetStream().WriteAsync(sent).AsTask();
        byte[] got = new byte[sent.Length];
        await client.GetStream().ReadExactlyAsync(got);
        await sending;
        return got;
    }
}
