using Audience.PrivateServers;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The database and broker of a run: those that were named, or private ones whose data is kept for the next run.</summary>
internal sealed class BenchServers : IAsyncDisposable
{
    private PrivateMariaDb? _database;
    private PrivateRabbitMq? _broker;

    /// <summary>Connects to the server, without a database.</summary>
    public required string Database { get; init; }

    /// <summary>BROKER_URL.</summary>
    public required string Broker { get; init; }

    public static async Task<BenchServers> StartAsync(string? database, string? broker, CancellationToken cancel)
    {
        PrivateMariaDb? own = null;
        if (database is null)
        {
            string directory = Path.Combine(Path.GetTempPath(), "audience-benchmarks");
            own = await PrivateMariaDb.StartAsync(new PrivateMariaDbOptions
            {
                DataDirectory = directory,
                Arguments = ["--innodb-buffer-pool-size=4G", "--innodb-log-file-size=1G"],
            }, cancel);
        }
        var ownBroker = broker is null ? await PrivateRabbitMq.StartAsync(cancel) : null;
        return new BenchServers { Database = database ?? own!.ConnectionString(), Broker = broker ?? ownBroker!.Uri.ToString(), _database = own, _broker = ownBroker };
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
