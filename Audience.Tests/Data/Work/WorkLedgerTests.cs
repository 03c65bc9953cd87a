using Audience.Data.Work;
using Dapper;

namespace Audience.Tests.Data.Work;

/// <summary>Claims, leases and lost commands, as the tables have them.</summary>
internal sealed class WorkLedgerTests : OutputTest
{
    [Test]
    public async Task A_claim_whose_answer_was_lost_is_the_same_when_it_is_asked_for_again()
    {
        await AddAsync("(0, 'sent', 1, 0, NULL, NULL)");
        var first = await ClaimAsync(0, "one");
        Assert.That(await ClaimAsync(0, "one"), Is.EqualTo(first));
        Assert.That(first!.Attempt, Is.EqualTo(1));
        Assert.That(await ClaimAsync(0, "two"), Is.Null, "another worker's");
    }

    [Test]
    public async Task A_claim_that_is_taken_over_loses_its_connection_with_all_its_locks()
    {
        await AddAsync("(0, 'sent', 1, 0, NULL, NULL)");
        var frozen = (await ClaimAsync(0, "frozen"))!;
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Ledger.BeginAsync(connection, frozen, default);
        await connection.ExecuteAsync(
            "INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES (@s_task, 'blog', 0, 1)",
            new { s_task },
            transaction
        );
        await Schema.ExecuteAsync("UPDATE task_chunk SET lease_until = 0");

        var next = (await ClaimAsync(0, "next"))!;
        await using var other = await Output.OpenAsync(default);
        await using var rival = await Ledger.BeginAsync(other, next, default);
        // Would wait for the frozen one's row as long as that one lives.
        await other.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES (@s_task, 'blog', 0, 2)",
                new { s_task },
                rival,
                commandTimeout: 20
            )
        );
        Assert.That(await Ledger.CompleteAsync(other, rival, next, "posts = 1", new { }, default), Is.True);
        await rival.CommitAsync();

        var error = Assert.CatchAsync(() => connection.ExecuteAsync("DO 0", transaction: transaction));
        Assert.That(Output.Dialect.IsTransient(error!), Is.True, error!.ToString());
        Assert.That(await Ledger.RenewAsync(frozen, default), Is.False);
    }

    [Test]
    public async Task A_worker_that_stands_still_before_its_commit_does_not_hold_the_saga_for_ever()
    {
        await AddAsync("(0, 'sent', 1, 0, NULL, NULL)");
        var claim = (await ClaimAsync(0, "frozen"))!;
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Ledger.BeginAsync(connection, claim, default);
        Assert.That(
            await connection.ExecuteScalarAsync<int>("SELECT @@wait_timeout", transaction: transaction),
            Is.GreaterThan(1000),
            "while it works"
        );
        Assert.That(await Ledger.CompleteAsync(connection, transaction, claim, "posts = 1", new { }, default), Is.True);
        Assert.That(
            await connection.ExecuteScalarAsync<int>("SELECT @@wait_timeout", transaction: transaction),
            Is.EqualTo(20),
            "once it holds the saga's row"
        );
    }

    [Test]
    public async Task A_short_transaction_ends_by_itself_when_its_process_stands_still()
    {
        await using var connection = await Output.OpenAsync(default);
        await using (var transaction = await Output.Dialect.BeginAsync(connection, default))
            Assert.That(await connection.ExecuteScalarAsync<int>("SELECT @@wait_timeout", transaction: transaction), Is.EqualTo(20));
        await connection.CloseAsync();
        await using var again = await Output.OpenAsync(default);
        Assert.That(await again.ExecuteScalarAsync<int>("SELECT @@wait_timeout"), Is.GreaterThan(1000), "a connection from the pool");
    }

    [Test]
    public async Task Commands_that_later_ones_have_passed_are_lost()
    {
        // Sent 12 seconds ago; another one that was sent just now is being worked on.
        await AddAsync("(0, 'sent', 1, -12000, NULL, NULL)", "(1, 'running', 1, 0, 'worker', 15000)", "(2, 'sent', 1, 0, NULL, NULL)");
        Assert.That(await ReviveAsync(nobodyWorks: false), Is.EqualTo(1));
        Assert.That(await StatusesAsync(), Is.EqualTo(["pending", "running", "sent"]));
    }

    [TestCase(3, false, "sent", Description = "it waits behind others' work")]
    [TestCase(3, true, "pending", Description = "workers are idle")]
    [TestCase(1, false, "pending", Description = "it has not been sent again yet")]
    public async Task A_command_may_wait_while_workers_are_busy_and_is_lost_where_they_are_idle(int sends, bool idle, string status)
    {
        await AddAsync($"(0, 'sent', {sends}, -12000, NULL, NULL)");
        if (!idle)
            await Schema.ExecuteAsync(
                "INSERT INTO state (task_id, stat) VALUES ('b', 'PENDING'); "
                    + "INSERT INTO task_chunk (task_id, seq, from_time, to_time, status, lease_until) VALUES ('b', 0, NOW(), NOW(), 'running', UNIX_TIMESTAMP() * 1000 + 60000)"
            );
        await ReviveAsync(nobodyWorks: true);
        Assert.That(await StatusesAsync(), Is.EqualTo([status]));
    }

    [Test]
    public async Task What_a_dead_worker_held_is_taken_at_once_by_the_next_and_not_by_two()
    {
        await AddAsync("(0, 'running', 1, -20000, 'dead', -1)");
        Assert.That(await ReviveAsync(nobodyWorks: false), Is.EqualTo(1));
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ClaimAsync(0, $"worker {i}")));
        Assert.That(claims.Count(c => c is not null), Is.EqualTo(1));
    }

    private Task<WorkClaim?> ClaimAsync(int seq, string owner) => Ledger.ClaimAsync(WorkTable.Chunks, s_task, seq, owner, default);

    // seq, status, sends, sent_at and lease_until from now on in milliseconds.
    private Task AddAsync(params string[] chunks) =>
        Schema.ExecuteAsync(
            string.Concat(
                chunks
                    .Select(c => c.Trim('(', ')').Split(", "))
                    .Select(c =>
                        "INSERT INTO task_chunk (task_id, seq, from_time, to_time, status, sends, sent_at, owner, lease_until) "
                        + $"VALUES ('{s_task}', {c[0]}, NOW(), NOW(), {c[1]}, {c[2]}, UNIX_TIMESTAMP(NOW(3)) * 1000 + {c[3]}, {c[4]}, UNIX_TIMESTAMP(NOW(3)) * 1000 + {c[5]});"
                    )
            )
        );

    private async Task<int> ReviveAsync(bool nobodyWorks)
    {
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Output.Dialect.BeginAsync(connection, default);
        int revived = await new WorkQueue(Output, connection, transaction, WorkTable.Chunks, s_task).ReviveAsync(nobodyWorks, default);
        await transaction.CommitAsync();
        return revived;
    }

    private async Task<IEnumerable<string>> StatusesAsync()
    {
        await using var connection = await Output.OpenAsync(default);
        return await connection.QueryAsync<string>("SELECT status FROM task_chunk WHERE task_id = @s_task ORDER BY seq", new { s_task });
    }
}
