using System.Threading.Channels;
using Audience.Data;
using Audience.Jobs.Leadership;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Jobs.Leadership;

/// <summary>A test of what one of several workers does, on a results' database of its own.</summary>
internal abstract class LeaderTest(Backend backend)
{
    private readonly List<LeaderElection> _elections = [];
    private DirectoryInfo? _directory;
    private TestDatabase? _schema;

    /// <summary>The database.</summary>
    protected OutputDatabase Output { get; private set; } = null!;

    /// <summary>The bus that all workers of a test share.</summary>
    protected IBusControl Bus { get; private set; } = null!;

    /// <summary>Every message of work that was published.</summary>
    protected SentMessages Sent { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        if (backend == Backend.Embedded)
        {
            _directory = Directory.CreateTempSubdirectory("audience-leader-");
            Output = OutputDatabases.Sqlite(_directory.FullName, "results");
        }
        else
        {
            _schema = await TestDatabase.CreateAsync();
            var settings = new MySqlConnectionStringBuilder(_schema.ConnectionString);
            Output = OutputDatabases.MySql(settings, _schema.Name, NullLoggerFactory.Instance);
        }
        Sent = new SentMessages();
        Bus = MassTransit.Bus.Factory.CreateUsingInMemory(memory =>
            memory.ReceiveEndpoint(
                "workers",
                endpoint =>
                {
                    endpoint.Handler<Audience.Contracts.Messages.WorkAdded>(context => Sent.AddAsync(context.Message.ParentId));
                    endpoint.Handler<Audience.Contracts.Messages.LeadershipReleased>(_ =>
                    {
                        foreach (var election in _elections.ToArray())
                            election.Wake();
                        return Task.CompletedTask;
                    });
                }
            )
        );
        await Bus.StartAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        foreach (var election in _elections)
        {
            await election.StopAsync(default);
            election.Dispose();
        }
        _elections.Clear();
        await Bus.StopAsync();
        await Output.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory?.Delete(recursive: true);
    }

    /// <summary>Another worker, which can do these services.</summary>
    protected LeaderElection Worker(params IReadOnlyList<string> services) => Worker(TimeProvider.System, services);

    /// <summary>The same with a clock of its own.</summary>
    protected LeaderElection Worker(TimeProvider time, params IReadOnlyList<string> services)
    {
        var election = new LeaderElection(
            new LeaderTable(Output),
            new WorkerIdentity("label", []),
            Bus,
            new BrokerState(isWatched: false),
            time,
            NullLogger<LeaderElection>.Instance
        );
        foreach (string service in services)
            election.Join(service);
        _elections.Add(election);
        return election;
    }

    /// <summary>Runs a statement.</summary>
    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = await Output.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>What was published.</summary>
    protected sealed class SentMessages
    {
        private readonly Channel<Guid> _sent = Channel.CreateUnbounded<Guid>();

        public int Count => _sent.Reader.Count;

        public Task AddAsync(Guid parent) => _sent.Writer.WriteAsync(parent).AsTask();

        public Task WaitAsync() => _sent.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
