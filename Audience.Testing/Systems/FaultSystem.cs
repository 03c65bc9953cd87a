using Audience.Samples;
using Dapper;
using MySqlConnector;

namespace Audience.Testing.Systems;

/// <summary>
/// One API and some label workers as processes of their own, on servers that faults may strike. Made once and struck many times.
/// </summary>
public sealed class FaultSystem : IAsyncDisposable
{
    private const string Input = "fault_posts",
        Output = "fault_results",
        User = "audience",
        Password = "a-password-of-the-fault-tests";

    /// <summary>Where dumps go.</summary>
    public const string DumpSchema = "fault_dumps";

    private readonly string _dumps = Directory.CreateTempSubdirectory("audience-faults-").FullName;

    private FaultSystem(FaultServers servers)
    {
        Servers = servers;
        Broker = new BrokerClient(servers.Broker);
        // The API reaches its servers directly, so that tasks can be watched while the workers' lines are cut.
        Api = new FaultHost("Audience.Api.dll", Environment(servers.Database.Port, servers.Database.Port, servers.Broker.Port));
        Workers =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ => new FaultHost(
                    "Audience.LabelWorker.dll",
                    Environment(servers.SourceLine.Port, servers.OutputLine.Port, servers.BrokerLine.Port)
                )),
        ];
        Calls = new ApiClient(Api.Address);
    }

    /// <summary>Its servers and the lines to them.</summary>
    public FaultServers Servers { get; }

    /// <summary>Speaks to the broker as any other program could.</summary>
    public BrokerClient Broker { get; }

    /// <summary>The API's process.</summary>
    public FaultHost Api { get; }

    /// <summary>The label workers.</summary>
    public IReadOnlyList<FaultHost> Workers { get; }

    /// <summary>Calls the API.</summary>
    public ApiClient Calls { get; }

    /// <summary>All processes.</summary>
    public IEnumerable<FaultHost> Hosts => Workers.Prepend(Api);

    /// <summary>DUMP_DIR.</summary>
    public string DumpDirectory => _dumps;

    /// <summary>Starts everything, with posts to label.</summary>
    public static async Task<FaultSystem> StartAsync()
    {
        var system = new FaultSystem(await FaultServers.StartAsync());
        try
        {
            await using (var connection = await system.Servers.Database.OpenAsync())
            {
                // All that root may, but for writing to a server that is read-only.
                await connection.ExecuteAsync(
                    $"CREATE USER {User} IDENTIFIED BY '{Password}'; GRANT ALL ON *.* TO {User}; "
                        + $"REVOKE READ_ONLY ADMIN ON *.* FROM {User}"
                );
                foreach (string schema in new[] { Input, Output, DumpSchema })
                    await connection.ExecuteAsync($"CREATE DATABASE {schema} CHARACTER SET utf8mb4");
                // The posts are written in larger packets than the system may use.
                int packet = await connection.ExecuteScalarAsync<int>("SELECT @@max_allowed_packet");
                await connection.ExecuteAsync("SET GLOBAL max_allowed_packet = 64 * 1024 * 1024");
                await MySqlPosts.WriteAsync(system.Servers.Database.ConnectionString(Input), FaultPosts.All, default);
                await connection.ExecuteAsync("SET GLOBAL max_allowed_packet = @packet", new { packet });
            }
            await system.RestoreAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings back whatever is down, and waits until it is ready.</summary>
    public async Task RestoreAsync()
    {
        await Servers.RestoreAsync();
        foreach (var host in Hosts)
            if (host.IsRunning)
                host.Process.Continue();
            else
                await host.StartAsync();
        foreach (var host in Hosts)
            await host.WaitUntilReadyAsync();
    }

    /// <summary>Opens a connection to the posts, beside the lines that are cut.</summary>
    public Task<MySqlConnection> OpenSourceAsync(CancellationToken cancellationToken = default) =>
        Servers.Database.OpenAsync(Input, cancellationToken);

    /// <summary>Opens a connection to the results, beside the lines that are cut.</summary>
    public Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Servers.Database.OpenAsync(Output, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Calls.Dispose();
        await Broker.DisposeAsync();
        foreach (var host in Hosts)
            await host.DisposeAsync();
        await Servers.DisposeAsync();
        Directory.Delete(_dumps, recursive: true);
    }

    private Dictionary<string, string?> Environment(int source, int output, int broker)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ENV"] = null,
            ["API_KEYS"] = null,
            ["SECRET_KEYS"] = null,
            ["CALLBACK_HOSTS"] = "127.0.0.1",
            ["CALLBACK_SECRET"] = "a-secret-of-the-fault-tests",
            ["BROKER_URL"] = PrivateRabbitMq.UriThrough(broker).ToString(),
            ["DUMP_DIR"] = _dumps,
            ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
            ["CALLS_PER_SECOND"] = "0",
            ["CHANGES_PER_SECOND"] = "0",
            ["CHUNK_SIZE"] = "250",
            ["WORKER_CONCURRENCY"] = "2",
            ["CHUNK_WINDOW"] = "8",
            // One schedule may end several workers at the same chunk.
            ["CHUNK_ATTEMPTS"] = "20",
            ["RETRY_MINUTES"] = "3",
        };
        foreach (var (role, schema, port) in new[] { ("INPUT", Input, source), ("OUTPUT", Output, output) })
        {
            environment[role + "_HOST"] = Servers.Database.Host;
            environment[role + "_PORT"] = $"{port}";
            environment[role + "_USER"] = User;
            environment[role + "_PASSWORD"] = Password;
            environment[role + "_SCHEMA"] = schema;
        }
        return environment;
    }
}
