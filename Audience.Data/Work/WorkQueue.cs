using System.Data.Common;
using Dapper;

namespace Audience.Data.Work;

/// <summary>The saga's side of the ledger, within the saga's transaction: what is done, what to send next, what to send again.</summary>
public sealed class WorkQueue(OutputDatabase database, DbConnection connection, DbTransaction transaction, WorkTable table, string taskId)
{
    // A command that waits in a long queue is not lost: while workers are busy, the time until it is sent again doubles each time.
    private const int ResendMs = 10_000,
        MaxDoublings = 5;

    /// <summary>How many pieces are in which status, and the first failure.</summary>
    public async Task<WorkCounts> CountAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Status, long Count)>(
            Command($"SELECT status, COUNT(*) FROM {table.Name} WHERE task_id = @taskId GROUP BY status", cancellationToken)
        );
        var counts = rows.ToDictionary(r => r.Status, r => r.Count);
        return new WorkCounts(
            Of(WorkStatus.Pending),
            Of(WorkStatus.Sent),
            Of(WorkStatus.Running),
            Of(WorkStatus.Done),
            Of(WorkStatus.Failed)
        );

        int Of(string status) => (int)counts.GetValueOrDefault(status);
    }

    /// <summary>The reason of the first piece that failed for good.</summary>
    public Task<string?> FirstErrorAsync(CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<string?>(
            Command(
                $"SELECT error FROM {table.Name} WHERE task_id = @taskId AND status = 'failed' ORDER BY {table.Key} LIMIT 1",
                cancellationToken
            )
        );

    /// <summary>Makes pending again what a dead worker held, and commands that seem lost. The owner stays, so that the next one can end what is left of it.</summary>
    /// <param name="nobodyWorks">Whether no worker has a piece of this task in hand.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How many pieces are pending again.</returns>
    public async Task<int> ReviveAsync(bool nobodyWorks, CancellationToken cancellationToken)
    {
        string now = database.Dialect.NowMs;
        int revived = await connection.ExecuteAsync(
            Command(
                $"UPDATE {table.Name} SET status = 'pending' WHERE task_id = @taskId AND status = 'running' AND lease_until < {now}",
                cancellationToken
            )
        );
        // A queue keeps its order: where a piece is done that was sent long after this one, this one's command is lost.
        long? passed = await connection.ExecuteScalarAsync<long?>(
            Command($"SELECT MAX(sent_at) FROM {table.Name} WHERE task_id = @taskId AND status IN ('running', 'done')", cancellationToken)
        );
        string waited = nobodyWorks ? $"sent_at + {await WaitAsync(cancellationToken)} < {now} OR " : "";
        return revived
            + await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {table.Name} SET status = 'pending' WHERE task_id = @taskId AND status = 'sent' AND ({waited}sent_at + {ResendMs} < @passed)",
                    new { taskId, passed },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    // Workers that are idle while a command waits have not got it.
    private async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        bool busy = await connection.ExecuteScalarAsync<bool>(
            Command(
                $"SELECT EXISTS (SELECT 1 FROM {table.Name} w JOIN {table.Parent.Table} t ON t.{table.Parent.Key} = w.task_id "
                    + $"WHERE ({string.Join(" OR ", table.Statuses.Select(status => $"t.{status} = '{table.ActiveStatus}'"))}) AND w.status = 'running' AND w.lease_until >= {database.Dialect.NowMs})",
                cancellationToken
            )
        );
        string doubling = string.Join(' ', Enumerable.Range(0, MaxDoublings).Select(i => $"WHEN {i} THEN {ResendMs << i}"));
        return busy ? $"CASE sends - 1 {doubling} ELSE {ResendMs << MaxDoublings} END" : $"{ResendMs}";
    }

    /// <summary>Takes the next pending pieces in order, at most <paramref name="max"/>, marks them sent and returns their keys.</summary>
    public async Task<IReadOnlyList<TKey>> TakeAsync<TKey>(int max, CancellationToken cancellationToken)
    {
        if (max <= 0)
            return [];
        var keys = (
            await connection.QueryAsync<TKey>(
                Command(
                    $"SELECT {table.Key} FROM {table.Name} WHERE task_id = @taskId AND status = 'pending' ORDER BY {table.Key} LIMIT {max}",
                    cancellationToken
                )
            )
        ).ToList();
        if (keys.Count > 0)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {table.Name} SET status = 'sent', sends = sends + 1, sent_at = {database.Dialect.NowMs} WHERE task_id = @taskId AND status = 'pending' AND {table.Key} IN @keys",
                    new { taskId, keys },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        return keys;
    }

    /// <summary>Makes everything that is not done pending again, with its attempts forgotten.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            Command(
                $"UPDATE {table.Name} SET status = 'pending', attempts = 0, sends = 0, owner = NULL, lease_until = NULL, error = NULL WHERE task_id = @taskId AND status <> 'done'",
                cancellationToken
            )
        );

    private CommandDefinition Command(string sql, CancellationToken cancellationToken) =>
        new(sql, new { taskId }, transaction, cancellationToken: cancellationToken);
}

/// <summary>How many pieces of a task's work are in which status.</summary>
public readonly record struct WorkCounts(int Pending, int Sent, int Running, int Done, int Failed)
{
    /// <summary>All of them.</summary>
    public int Total => Pending + Sent + Running + Done + Failed;

    /// <summary>Those that workers have or will soon have in hand.</summary>
    public int InFlight => Sent + Running;
}
