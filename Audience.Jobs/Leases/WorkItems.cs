using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Dapper;

namespace Audience.Jobs.Leases;

/// <summary>The work of one parent, within the transaction that changes the parent: what is added, what is open, what failed.</summary>
/// <param name="database">Where it is.</param>
/// <param name="connection">Of the transaction.</param>
/// <param name="transaction">The transaction.</param>
/// <param name="taskId">The parent: 32 hexadecimal digits.</param>
public sealed class WorkItems(OutputDatabase database, DbConnection connection, DbTransaction transaction, string taskId)
{
    /// <summary>Adds items, due at once; those that are there stay as they are.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="queue">The queue whose workers do them; empty for any.</param>
    /// <param name="items">Number and key of each.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task AddAsync(
        WorkKind kind,
        string queue,
        IEnumerable<(int Ordinal, string Key)> items,
        CancellationToken cancellationToken
    )
    {
        foreach (var some in items.Chunk(200))
        {
            var values = new DynamicParameters(
                new
                {
                    taskId,
                    kind.Name,
                    queue,
                }
            );
            var rows = some.Select(
                (item, i) =>
                {
                    values.Add($"item{i}", item.Key);
                    return $"(@taskId, @Name, {item.Ordinal}, @item{i}, @queue, 'waiting', {database.Dialect.NowMs})";
                }
            );
            await ExecuteAsync(
                $"{database.Dialect.InsertIgnore} INTO work_item (parent_id, kind, "
                    + $"ordinal, item, queue, status, added_at) VALUES {string.Join(", ", rows)}",
                values,
                cancellationToken
            );
        }
    }

    /// <summary>How many items of a kind are open, how many of them wait for a worker, and why the first that failed did so.</summary>
    public async Task<(int Open, int Waiting, string? Error)> FindOpenAsync(WorkKind kind, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(int Ordinal, string Status, string? Error)>(
            new CommandDefinition(
                "SELECT ordinal, status, error FROM work_item WHERE parent_id = @taskId AND kind = @Name",
                new { taskId, kind.Name },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var all = rows.ToList();
        var failed = all.Where(r => r.Status == WorkStatus.Failed).OrderBy(r => r.Ordinal).Take(1).ToList();
        int waiting = all.Count(r => r.Status == WorkStatus.Waiting);
        return (all.Count, waiting, failed.Count == 0 ? null : failed[0].Error ?? "it failed without saying why");
    }

    /// <summary>How many rows that items of a kind are about there are, and how many are done.</summary>
    public async Task<WorkCounts> CountAsync(WorkKind kind, CancellationToken cancellationToken)
    {
        var (total, done) = await connection.QuerySingleAsync<(long, long)>(
            new CommandDefinition(
                $"SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN status = 'done' THEN 1 ELSE 0 END), 0) AS {database.Dialect.WholeNumber}) "
                    + $"FROM {kind.Subject!.Table} WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        return new WorkCounts((int)total, (int)done);
    }

    /// <summary>What workers hold of a kind.</summary>
    public async Task<IReadOnlyList<RunningItem>> FindRunningAsync(WorkKind kind, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(long, long, double?)>(
            new CommandDefinition(
                // An earlier version did not note when it claimed.
                "SELECT claimed_at, lease_until, progress FROM work_item "
                    + "WHERE parent_id = @taskId AND kind = @Name AND status = 'running' AND claimed_at IS NOT NULL",
                new { taskId, kind.Name },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(row => new RunningItem(row.Item1, row.Item2 - (long)LeaseStore.Lease.TotalMilliseconds, row.Item3))];
    }

    /// <summary>
    /// Makes everything that is not done wait again, with its attempts forgotten, also what a worker holds: its claim is lost.
    /// Whoever held it
    /// stays noted, so that the next one can end what is left of it.
    /// </summary>
    public async Task ResetAsync(WorkKind kind, string queue, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            "UPDATE work_item SET status = 'waiting', attempts = 0, postponed = 0, due_at = 0, waiting_since = NULL, waiting_for = NULL, "
                + "lease_until = NULL, error = NULL WHERE parent_id = @taskId AND kind = @Name",
            new { taskId, kind.Name },
            cancellationToken
        );
        if (kind.Subject is { } subject)
            await AddMissingAsync(kind, subject, queue, cancellationToken);
    }

    /// <summary>Takes back what no worker has in hand. What one has it cannot commit, as the parent does not want it any more.</summary>
    public Task RemoveWaitingAsync(CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM work_item WHERE parent_id = @taskId AND status <> 'running'", new { taskId }, cancellationToken);

    // An earlier version kept work elsewhere, and a database may have lost what it had.
    private async Task AddMissingAsync(WorkKind kind, WorkSubject subject, string queue, CancellationToken cancellationToken)
    {
        var present = (
            await connection.QueryAsync<(int Ordinal, string Key)>(
                Command("SELECT ordinal, item FROM work_item WHERE parent_id = @taskId AND kind = @Name", kind, cancellationToken)
            )
        ).ToList();
        var missing = await connection.QueryAsync<string>(
            Command(
                $"SELECT {subject.Key} FROM {subject.Table} WHERE task_id = @taskId AND status <> 'done' ORDER BY {subject.Key}",
                kind,
                cancellationToken
            )
        );
        int next = present.Count == 0 ? 0 : present.Max(p => p.Ordinal) + 1;
        var items = missing
            .Except(present.Select(p => p.Key), StringComparer.Ordinal)
            .Select(key => (subject.Key == "seq" ? int.Parse(key, CultureInfo.InvariantCulture) : next++, key));
        await AddAsync(kind, queue, items.ToList(), cancellationToken);
    }

    private CommandDefinition Command(string sql, WorkKind kind, CancellationToken cancellationToken) =>
        new(sql, new { taskId, kind.Name }, transaction, cancellationToken: cancellationToken);

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
}

/// <summary>How many rows of a task's work there are, and how many are done.</summary>
public readonly record struct WorkCounts(int Total, int Done);

/// <summary>An item that a worker holds.</summary>
/// <param name="ClaimedAt">Since when: the server's clock, milliseconds since 1970.</param>
/// <param name="RenewedAt">When its lease was last renewed, by the same clock.</param>
/// <param name="Progress">How much of it was done then, 0 to 1; null where that was not told.</param>
public readonly record struct RunningItem(long ClaimedAt, long RenewedAt, double? Progress);
