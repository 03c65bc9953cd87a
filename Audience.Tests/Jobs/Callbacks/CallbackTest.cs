using System.Net;
using Audience.Data;
using Audience.Data.Callbacks;
using Audience.Hosting.Addresses;
using Audience.Hosting.Settings;
using Audience.Jobs.Callbacks;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Jobs.Callbacks;

/// <summary>A test on an outbox of its own, whose deliveries go to real receivers.</summary>
internal abstract class CallbackTest(Backend backend)
{
    /// <summary>CALLBACK_SECRET.</summary>
    protected const string Secret = "a-secret-of-these-tests";

    /// <summary>Listed beside 127.0.0.1.</summary>
    protected const string Name = "receiver.example.test";

    private DirectoryInfo? _directory;
    private TestDatabase? _schema;

    /// <summary>The database.</summary>
    protected OutputDatabase Output { get; private set; } = null!;

    /// <summary>Its deliveries.</summary>
    protected CallbackQueue Queue { get; private set; } = null!;

    /// <summary>A receiver that answers as a test sets it.</summary>
    protected CallbackReceiver Receiver { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        if (backend == Backend.Embedded)
        {
            _directory = Directory.CreateTempSubdirectory("audience-callbacks-");
            Output = OutputDatabases.Sqlite(_directory.FullName, "results");
        }
        else
        {
            _schema = await TestDatabase.CreateAsync();
            var settings = new MySqlConnectionStringBuilder(_schema.ConnectionString);
            Output = OutputDatabases.MySql(settings, _schema.Name, NullLoggerFactory.Instance);
        }
        Queue = new CallbackQueue(Output);
        Receiver = await CallbackReceiver.StartAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await Receiver.DisposeAsync();
        await Output.DisposeAsync();
        if (_schema is not null)
            await _schema.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory?.Delete(recursive: true);
    }

    /// <summary>Makes a client whose names lead where a test says.</summary>
    protected static CallbackClient Client(TimeSpan? timeout = null, Func<string, IPAddress>? lookUp = null)
    {
        var settings = AudienceSettings.Load(
            new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create<string, string?>("CALLBACK_HOSTS", $"127.0.0.1,{Name}")])
                .Build(),
            embedded: true
        );
        var hosts = new CallbackHosts(settings, (name, _) => Task.FromResult<IPAddress[]>([(lookUp ?? (_ => IPAddress.Loopback))(name)]));
        return new CallbackClient(
            new CallbackOptions
            {
                Secret = Secret,
                FindAddress = hosts.FindAddressAsync,
                Timeout = timeout ?? TimeSpan.FromSeconds(10),
            },
            TimeProvider.System
        );
    }

    /// <summary>Writes events down.</summary>
    protected async Task AddAsync(string url, int count = 1)
    {
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Output.Dialect.BeginAsync(connection, default);
        var outbox = new CallbackOutbox(Output, connection, transaction);
        for (int i = 0; i < count; i++)
            await outbox.AddAsync(
                new CallbackEvent(CallbackEvents.TaskEnded, i.ToString("x32", null), url),
                "SUCCESS",
                new { prod_stat = "finish", result = "粉絲團" },
                default
            );
        await transaction.CommitAsync();
    }

    /// <summary>Sends one receiver what is due for it now.</summary>
    protected async Task PumpAsync(CallbackClient client) =>
        await new CallbackPump(Queue, client, NullLogger<CallbackPump>.Instance).RunAsync($"127.0.0.1:{Receiver.Port}", default);

    /// <summary>Lets the pauses and leases of all deliveries pass.</summary>
    protected Task PassAsync() => ExecuteAsync("UPDATE callback SET due_at = 0");

    /// <summary>Runs a statement.</summary>
    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = await Output.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>The deliveries.</summary>
    protected Task<IReadOnlyList<CallbackRow>> RowsAsync() => new CallbackTable(Output).ListAsync(100_000, failed: false, null, default);

    /// <summary>The only delivery.</summary>
    protected async Task<CallbackRow> RowAsync() => (await RowsAsync()).Single();
}
