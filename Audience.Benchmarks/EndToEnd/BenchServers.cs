using Audience.Testing;
using Dapper;
using MySqlConnector;

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

    /// <summary>The processes of the private ones, by name; others cannot be looked into.</summary>
    public IEnumerable<(string Name, HostProcess Process)> Processes
    {
        get
        {
            if (_database is not null)
                yield return ("MariaDB", _database.Server);
            if (_broker is not null)
                yield return ("RabbitMQ", _broker.Server);
        }
    }

    public static async Task<BenchServers> StartAsync(string? database, string? broker, CancellationToken cancellationToken)
    {
        PrivateMariaDb? own = null;
        if (database is null)
        {
            string directory = Path.Combine(Path.GetTempPath(), "audience-benchmarks");
            own = await PrivateMariaDb.StartAsync(
                new PrivateMariaDbOptions
                {
                    DataDirectory = directory,
                    Arguments = ["--innodb-buffer-pool-size=4G", "--innodb-log-file-size=1G"],
                },
                cancellationToken
            );
        }
        var ownBroker = broker is null ? await PrivateRabbitMq.StartAsync(cancellationToken) : null;
        return new BenchServers
        {
            Database = database ?? own!.ConnectionString(),
            Broker = broker ?? ownBroker!.Uri.ToString(),
            _database = own,
            _broker = ownBroker,
        };
    }

    /// <summary>Drops what an earlier run has left.</summary>
    public async Task DropAsync(string schema, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(Database);
        await connection.ExecuteAsync(new CommandDefinition($"DROP DATABASE IF EXISTS {schema}", cancellationToken: cancellationToken));
    }

    /// <summary>Has a source read through a proxy that holds each packet up, one after the other, where the plan says so.</summary>
    /// <returns>The proxy; null where there is none.</returns>
    /// <exception cref="InvalidOperationException">The database is on another machine.</exception>
    public TcpProxy? SlowDown(BenchSource source, EndToEndPlan plan)
    {
        if (plan.SourceDelayMs == 0)
            return null;
        var database = new MySqlConnectionStringBuilder(Database);
        if (database.Server is not ("127.0.0.1" or "localhost"))
            throw new InvalidOperationException("--source-delay-ms needs a database on this machine");
        var proxy = TcpProxy.Start((int)database.Port);
        proxy.PacketTime = TimeSpan.FromMilliseconds(plan.SourceDelayMs);
        source.ProxyPort = proxy.Port;
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
