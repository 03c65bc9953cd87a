using System.Threading.Channels;
using Audience.Data;
using Audience.Jobs.Duties;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Jobs.Duties;

/// <summary>A test of what one of several workers does, on a results' database of its own.</summary>
internal abstract class DutyTest(Backend backend)
{
    private readonly List<DutyRoster> _rosters = [];
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
            _directory = Directory.CreateTempSubdirectory("audience-duties-");
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
                    endpoint.Handler<Audience.Contracts.Messages.DutyFree>(_ =>
                    {
                        foreach (var roster in _rosters.ToArray())
                            roster.Wake();
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
        foreach (var roster in _rosters)
        {
            await roster.StopAsync(default);
            roster.Dispose();
        }
        _rosters.Clear();
        await Bus.StopAsync();
        await Output.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory?.Delete(recursive: true);
    }

    /// <summary>Another worker, which can do these duties.</summary>
    protected DutyRoster Worker(params IReadOnlyList<string> duties) => Worker(TimeProvider.System, duties);

    /// <summary>The same with a clock of its own.</summary>
    protected DutyRoster Worker(TimeProvider time, params IReadOnlyList<string> duties)
    {
        var roster = new DutyRoster(
            new DutyTable(Output),
            new WorkerIdentity("label", []),
            Bus,
            new BrokerState(isWatched: false),
            time,
            NullLogger<DutyRoster>.Instance
        );
        foreach (string duty in duties)
            roster.Join(duty);
        _rosters.Add(roster);
        return roster;
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
