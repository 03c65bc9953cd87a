using Audience.Data;
using Audience.Jobs.Leases;
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
    protected LeaseStore Leases { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Schema = await TestDatabase.CreateAsync();
        Output = OutputDatabases.MySql(new MySqlConnectionStringBuilder(Schema.ConnectionString), Schema.Name, NullLoggerFactory.Instance);
        Leases = new LeaseStore(Output);
        await using var connection = await Output.OpenAsync(default);
        await connection.ExecuteAsync("INSERT INTO state (task_id, stat, phase) VALUES (@s_task, 'PENDING', 'labeling')", new { s_task });
    }

    /// <summary>Adds a chunk to label, and the work that it is.</summary>
    protected Task AddChunkAsync(int seq, string status = "waiting", string? owner = null, int leaseMs = 0) =>
        Schema.ExecuteAsync(
            $"""
            INSERT INTO task_chunk (task_id, seq, from_time, to_time, status) VALUES ('{s_task}', {seq}, NOW(), NOW(), 'pending');
            INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, owner, lease_until)
            VALUES ('{s_task}', 'label', {seq}, '{seq}', 'queue1', '{status}', {(
                owner is null ? "NULL" : $"'{owner}'"
            )}, UNIX_TIMESTAMP(NOW(3)) * 1000 + {leaseMs});
            """
        );

    /// <summary>Claims a chunk for labelling.</summary>
    protected Task<WorkClaim?> ClaimAsync(int seq, string owner) =>
        Leases.ClaimAsync(WorkKind.Label, s_task, seq, owner, "worker", default);

    [TearDown]
    public async Task EndAsync()
    {
        await Output.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
