namespace Audience.Testing.Systems;

/// <summary>
/// The servers that faults strike: a MariaDB on a disk that can be filled where that may be mounted, a RabbitMQ, and a line to each
/// that can be cut.
/// </summary>
public sealed class FaultServers : IAsyncDisposable
{
    /// <summary>How much later each packet of the source arrives: enough that a strike finds chunks half-done.</summary>
    public static readonly TimeSpan SourceLatency = TimeSpan.FromMilliseconds(10);

    private const int DiskMegabytes = 640;

    private FaultServers(SmallDisk? disk, PrivateMariaDb database, PrivateRabbitMq broker)
    {
        (Disk, Database, Broker) = (disk, database, broker);
        SourceLine = TcpProxy.Start(database.Port);
        OutputLine = TcpProxy.Start(database.Port);
        BrokerLine = TcpProxy.Start(broker.Port);
    }

    /// <summary>What the database is on, or null where nothing could be mounted.</summary>
    public SmallDisk? Disk { get; }

    /// <summary>Source and output. Its lock waits end after 2 seconds, its packets are small.</summary>
    public PrivateMariaDb Database { get; }

    /// <summary>The broker.</summary>
    public PrivateRabbitMq Broker { get; }

    /// <summary>By which workers read posts.</summary>
    public TcpProxy SourceLine { get; }

    /// <summary>By which workers write.</summary>
    public TcpProxy OutputLine { get; }

    /// <summary>By which workers reach the broker.</summary>
    public TcpProxy BrokerLine { get; }

    public static async Task<FaultServers> StartAsync()
    {
        var disk = await SmallDisk.TryMountAsync(DiskMegabytes);
        var broker = PrivateRabbitMq.StartAsync();
        var database = PrivateMariaDb.StartAsync(
            new PrivateMariaDbOptions
            {
                DataDirectory = disk is null ? null : Path.Combine(disk.Path, "data"),
                Arguments =
                [
                    "--innodb-lock-wait-timeout=2",
                    "--max-allowed-packet=1M",
                    "--innodb-buffer-pool-size=128M",
                    "--innodb-log-file-size=48M",
                ],
            }
        );
        return new FaultServers(disk, await database, await broker);
    }

    /// <summary>Brings back whatever is down, and makes every line good.</summary>
    public async Task RestoreAsync()
    {
        Disk?.Free();
        foreach (var line in new[] { SourceLine, OutputLine, BrokerLine })
        {
            line.Latency = line == SourceLine ? SourceLatency : TimeSpan.Zero;
            line.Accept();
        }
        if (!Database.IsRunning)
            await Database.StartAgainAsync();
        if (!Broker.IsRunning)
            await Broker.StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in new[] { SourceLine, OutputLine, BrokerLine })
            await line.DisposeAsync();
        await Broker.DisposeAsync();
        if (Database.IsRunning)
            Database.Kill();
        await Database.DisposeAsync();
        if (Disk is not null)
            await Disk.DisposeAsync();
    }
}
