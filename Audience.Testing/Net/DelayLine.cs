using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Audience.Testing;

/// <summary>One direction of a connection: what is read is written a given time later, while reading goes on.</summary>
/// <param name="latency">How much later.</param>
/// <param name="packetTime">How long a packet takes besides, while those behind it wait.</param>
internal sealed class DelayLine(Func<TimeSpan> latency, Func<TimeSpan> packetTime)
{
    private const int PacketSize = 64 * 1024;

    // What MariaDB sends at a time.
    private const int SlowPacketSize = 16 * 1024;

    // What may be under way at once: 16 MB, far more than a fast line holds in the few milliseconds of a latency.
    private const int PacketsUnderWay = 256;

    private readonly Channel<Packet> _line = Channel.CreateBounded<Packet>(PacketsUnderWay);

    /// <summary>Passes bytes on until <paramref name="from"/> ends.</summary>
    public async Task RunAsync(Socket from, Socket to)
    {
        using var stop = new CancellationTokenSource();
        Task reading = ReadAsync(from, stop.Token);
        try
        {
            await WriteAsync(to);
        }
        finally
        {
            await stop.CancelAsync(); // a reader whose writer has failed
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(Socket from, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(PacketSize);
                int max = packetTime() > TimeSpan.Zero ? SlowPacketSize : PacketSize;
                int read = await from.ReceiveAsync(buffer.AsMemory(0, max), stop);
                if (read == 0)
                    break;
                await _line.Writer.WriteAsync(new Packet(buffer, read, Stopwatch.GetTimestamp()), stop);
            }
            _line.Writer.Complete();
        }
        catch (Exception e)
        {
            _line.Writer.Complete(e);
        }
    }

    private async Task WriteAsync(Socket to)
    {
        await foreach (Packet packet in _line.Reader.ReadAllAsync())
        {
            TimeSpan late = latency() - Stopwatch.GetElapsedTime(packet.Arrived);
            await WaitAsync((late > TimeSpan.Zero ? late : TimeSpan.Zero) + packetTime());
            for (int sent = 0; sent < packet.Length; )
                sent += await to.SendAsync(packet.Buffer.AsMemory(sent, packet.Length - sent));
            ArrayPool<byte>.Shared.Return(packet.Buffer);
        }
    }

    // A timer cuts off parts of a millisecond, and may come a little early: what is left is waited for again.
    private static async Task WaitAsync(TimeSpan wait)
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan left = wait; left > TimeSpan.Zero; left = wait - Stopwatch.GetElapsedTime(start))
            await Task.Delay((int)Math.Ceiling(left.TotalMilliseconds));
    }

    private readonly record struct Packet(byte[] Buffer, int Length, long Arrived);
}
