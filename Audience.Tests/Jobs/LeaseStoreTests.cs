using Audience.Jobs.Leases;
using Dapper;

namespace Audience.Tests.Jobs;

/// <summary>Claims and leases, as the tables have them.</summary>
[Category("database")]
internal sealed class LeaseStoreTests : OutputTest
{
    [Test]
    public async Task A_claim_whose_answer_was_lost_is_the_same_when_it_is_asked_for_again()
    {
        await AddChunkAsync(0);
        var first = await ClaimAsync(0, "one");
        Assert.That(await ClaimAsync(0, "one"), Is.EqualTo(first));
        Assert.That(first!.Attempt, Is.EqualTo(1));
        Assert.That(await ClaimAsync(0, "two"), Is.Null, "another worker's");
    }

    [Test]
    public async Task A_claim_that_is_on_its_way_when_its_worker_stops_is_not_lost()
    {
        await AddChunkAsync(0);
        await using var locking = await Output.OpenAsync(default);
        await using var locks = await locking.BeginTransactionAsync();
        await locking.ExecuteAsync("UPDATE work_item SET error = 'locked'", transaction: locks);
        using var stopping = new CancellationTokenSource();
        var claiming = Leases.ClaimAsync(WorkKind.Label, s_task, 0, "one", "worker", stopping.Token);
        const string waiting =
            "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'UPDATE work_item SET status%'";
        await Eventually.GetAsync(
            () => locking.ExecuteScalarAsync<long>(waiting, transaction: locks),
            count => count > 0,
            TimeSpan.FromMinutes(1)
        );
        await stopping.CancelAsync();
        await locks.CommitAsync();
        Assert.That((await claiming)?.Owner, Is.EqualTo("one"), "so that it can be given back");
    }

    [Test]
    public async Task A_claim_that_is_taken_over_loses_its_connection_with_all_its_locks()
    {
        await AddChunkAsync(0);
        var frozen = (await ClaimAsync(0, "frozen"))!;
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Leases.BeginAsync(connection, frozen, default);
        await connection.ExecuteAsync(
            "INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES (@s_task, 'blog', 0, 1)",
            new { s_task },
            transaction
        );
        await Schema.ExecuteAsync("UPDATE work_item SET lease_until = 0");

        var next = (await ClaimAsync(0, "next"))!;
        await using var other = await Output.OpenAsync(default);
        await using var rival = await Leases.BeginAsync(other, next, default);
        // Would wait for the frozen one's row as long as that one lives.
        await other.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES (@s_task, 'blog', 0, 2)",
                new { s_task },
                rival,
                commandTimeout: 20
            )
        );
        Assert.That(await Leases.CompleteAsync(other, rival, next, "posts = 1", new { }, default), Is.True);
        await rival.CommitAsync();

        var error = Assert.CatchAsync(() => connection.ExecuteAsync("DO 0", transaction: transaction));
        Assert.That(Output.Dialect.IsTransient(error!), Is.True, error!.ToString());
        Assert.That(await Leases.RenewAsync(frozen, null, null, default), Is.False);
    }

    [Test]
    public async Task A_worker_that_stands_still_before_its_commit_does_not_hold_the_saga_for_ever()
    {
        await AddChunkAsync(0);
        var claim = (await ClaimAsync(0, "frozen"))!;
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Leases.BeginAsync(connection, claim, default);
        Assert.That(
            await connection.ExecuteScalarAsync<int>("SELECT @@wait_timeout", transaction: transaction),
            Is.GreaterThan(1000),
            "while it works"
        );
        Assert.That(await Leases.CompleteAsync(connection, transaction, claim, "posts = 1", new { }, default), Is.True);
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
    public async Task What_a_dead_worker_held_is_taken_by_the_next_and_not_by_two()
    {
        await AddChunkAsync(0, "running", "dead", leaseMs: -1);
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ClaimAsync(0, $"worker {i}")));
        Assert.That(claims.Count(c => c is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_not_wanted_any_more_is_not_claimed_and_goes()
    {
        await AddChunkAsync(0);
        await Schema.ExecuteAsync("UPDATE state SET stat = 'BREAK', phase = 'done'");
        Assert.That(await ClaimAsync(0, "worker"), Is.Null);
        Assert.That(await Schema.ScalarAsync<long>("SELECT COUNT(*) FROM work_item"), Is.Zero);
    }

    [Test]
    public async Task What_is_put_off_is_due_later_and_its_attempt_does_not_count()
    {
        await AddChunkAsync(0);
        var claim = (await ClaimAsync(0, "worker"))!;
        Assert.That(
            await Leases.PostponeAsync(claim, TimeSpan.FromMinutes(1), "the source is away", TimeSpan.FromMinutes(20), default),
            Is.True
        );
        Assert.That(await ClaimAsync(0, "early"), Is.Null);
        Assert.That(await new CandidateFinder(Output).FindAsync([WorkKind.Label], ["queue1"], default), Is.Empty);
        Assert.That(await Schema.ScalarAsync<string>("SELECT waiting_for FROM work_item"), Is.EqualTo("the source is away"));
        await Schema.ExecuteAsync("UPDATE work_item SET due_at = 0");
        var again = (await ClaimAsync(0, "later"))!;
        Assert.That((again.Attempt, again.Postponed, again.Try), Is.EqualTo((1, 1, 2)));
    }

    [Test]
    public async Task What_is_done_of_the_pieces_at_hand_is_told_with_their_leases()
    {
        await AddChunkAsync(0);
        await AddChunkAsync(1);
        await AddChunkAsync(2);
        var first = (await ClaimAsync(0, "worker"))!;
        await ClaimAsync(1, "other");
        Assert.That(await ProgressAsync(), Is.EqualTo(new double?[] { null, null }));
        await Leases.RenewAsync(first, null, 0.4, default);
        Assert.That(await ProgressAsync(), Is.EqualTo(new double?[] { 0.4, null }));
        await Schema.ExecuteAsync("UPDATE work_item SET lease_until = 0 WHERE ordinal = 0");
        await ClaimAsync(0, "next");
        Assert.That(await ProgressAsync(), Is.EqualTo(new double?[] { null, null }), "whoever takes it over begins anew");

        await Schema.ExecuteAsync("UPDATE work_item SET claimed_at = NULL WHERE ordinal = 1");
        Assert.That(await ProgressAsync(), Is.EqualTo(new double?[] { null }), "what an earlier version claimed is left out");

        async Task<IEnumerable<double?>> ProgressAsync()
        {
            await using var connection = await Output.OpenAsync(default);
            await using var transaction = await Output.Dialect.BeginAsync(connection, default);
            var running = await new WorkItems(Output, connection, transaction, s_task).FindRunningAsync(WorkKind.Label, default);
            return running.OrderBy(item => item.Progress is null).Select(item => item.Progress);
        }
    }

    [Test]
    public async Task What_has_waited_for_too_long_is_not_put_off_again()
    {
        await AddChunkAsync(0);
        var claim = (await ClaimAsync(0, "worker"))!;
        await Schema.ExecuteAsync("UPDATE work_item SET waiting_since = UNIX_TIMESTAMP(NOW(3)) * 1000 - 61000");
        Assert.That(await Leases.PostponeAsync(claim, TimeSpan.Zero, "away", TimeSpan.FromMinutes(1), default), Is.False);
        Assert.That(await Leases.RenewAsync(claim, null, null, default), Is.True, "it is still held, so that it can fail");
    }

    [Test]
    public async Task Only_work_of_the_queues_that_are_served_is_offered()
    {
        await AddChunkAsync(3);
        await AddChunkAsync(5, "running", "other", leaseMs: 60_000);
        var offered = await new CandidateFinder(Output).FindAsync([WorkKind.Label, WorkKind.Produce], ["queue1"], default);
        Assert.That(offered, Is.EqualTo(new[] { new WorkCandidate(WorkKind.Label, s_task, 3, 1) }));
        Assert.That(await new CandidateFinder(Output).FindAsync([WorkKind.Label], ["queue2"], default), Is.Empty);
        Assert.That(await new CandidateFinder(Output).FindAsync([WorkKind.Plan], ["queue1"], default), Is.Empty);
    }

    [Test]
    public async Task Resuming_keeps_in_mind_whom_the_next_one_has_to_end()
    {
        await AddChunkAsync(0);
        var frozen = (await ClaimAsync(0, "frozen"))!;
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Leases.BeginAsync(connection, frozen, default);
        await using (var saga = await Output.OpenAsync(default))
        {
            await using var resuming = await Output.Dialect.BeginAsync(saga, default);
            await new WorkItems(Output, saga, resuming, s_task).ResetAsync(WorkKind.Label, "queue1", default);
            await resuming.CommitAsync();
        }
        Assert.That(await ClaimAsync(0, "next"), Is.Not.Null);
        Assert.CatchAsync(() => connection.ExecuteAsync("DO 0", transaction: transaction), "its connection lives on");
    }

    [Test]
    public async Task Chunks_without_work_get_it_again()
    {
        await Schema.ExecuteAsync(
            $"""
            INSERT INTO task_chunk (task_id, seq, from_time, to_time, status) VALUES
              ('{s_task}', 0, NOW(), NOW(), 'done'), ('{s_task}', 1, NOW(), NOW(), 'pending'), ('{s_task}', 12, NOW(), NOW(), 'sent');
            """
        );
        await using var connection = await Output.OpenAsync(default);
        await using var transaction = await Output.Dialect.BeginAsync(connection, default);
        var items = new WorkItems(Output, connection, transaction, s_task);
        await items.ResetAsync(WorkKind.Label, "queue1", default);
        await items.ResetAsync(WorkKind.Label, "queue1", default);
        await transaction.CommitAsync();
        Assert.That(
            await connection.QueryAsync<(int, string)>("SELECT ordinal, item FROM work_item ORDER BY ordinal"),
            Is.EqualTo(new[] { (1, "1"), (12, "12") })
        );
    }
}
