using Audience.Data;
using Audience.Data.Work;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests;

/// <summary>A test on a results' database of its own, in which one task is being labelled.</summary>
internal abstract class OutputTest
{
    /// <summary>The task.</summary>
    protected static readonly string s_task = new('a', 32);

    /// <summary>The schema, for statements of the test's own.</summary>
    protected TestDatabase Schema { get; private set; } = null!;

    /// <summary>The same as the system knows it.</summary>
    protected OutputDatabase Output { get; private set; } = null!;

    /// <summary>Claims the task's pieces.</summary>
    protected WorkLedger Ledger { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Schema = await TestDatabase.CreateAsync();
        Output = OutputDatabases.MySql(new MySqlConnectionStringBuilder(Schema.ConnectionString), Schema.Name, NullLoggerFactory.Instance);
        Ledger = new WorkLedger(Output);
        await using var connection = await Output.OpenAsync(default);
        await connection.ExecuteAsync("INSERT INTO state (task_id, stat, phase) VALUES (@s_task, 'PENDING', 'labeling')", new { s_task });
    }

    [TearDown]
    public async Task EndAsync()
    {
        await Output.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
