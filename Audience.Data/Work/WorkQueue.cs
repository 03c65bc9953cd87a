using System.Data.Common;
using Dapper;

namespace Audience.Data.Work;

/// <summary>The saga's side of the ledger, within the saga's transaction: what is done, what to send next, what to send again.</summary>
public sealed class WorkQueue(OutputDatabase database, DbConnection connection, DbTransaction transaction, WorkTable table, string taskId)
{
    // A command that waits in a long queue is not lost: the time until it is sent again doubles each time.
    private const int ResendMs = 10_000, MostDoublings = 5;

    /// <summary>How many pieces are in which status, and the first failure.</summary>
    public async Task<WorkCounts> CountAsync(CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<(string Status, long Count)>(Command($"SELECT status, COUNT(*) FROM {table.Name} WHERE task_id = @taskId GROUP BY status", cancel));
        var counts = rows.ToDictionary(r => r.Status, r => r.Count);
        return new WorkCounts(Of(WorkStatus.Pending), Of(WorkStatus.Sent), Of(WorkStatus.Running), Of(WorkStatus.Done), Of(WorkStatus.Failed));

        int Of(string status) => (int)counts.GetValueOrDefault(status);
    }

    /// <summary>The reason of the first piece that failed for good.</summary>
    public Task<string?> FirstErrorAsync(CancellationToken cancel) => connection.ExecuteScalarAsync<string?>(
        Command($"SELECT error FROM {table.Name} WHERE task_id = @taskId AND status = 'failed' ORDER BY {table.Key} LIMIT 1", cancel));

    /// <summary>Makes pending again what a dead worker held, and, while nobody works for this task, commands that seem lost.</summary>
    public async Task ReviveAsync(bool nobodyWorks, CancellationToken cancel)
    {
        string now = database.Dialect.NowMs;
        await connection.ExecuteAsync(Command(
            $"UPDATE {table.Name} SET status = 'pending', owner = NULL WHERE task_id = @taskId AND status = 'running' AND lease_until < {now}", cancel));
        if (!nobodyWorks)
            return;
        string wait = string.Join(' ', Enumerable.Range(0, MostDoublings).Select(i => $"WHEN {i} THEN {ResendMs << i}"));
        await connection.ExecuteAsync(Command(
            $"UPDATE {table.Name} SET status = 'pending' WHERE task_id = @taskId AND status = 'sent' " +
            $"AND sent_at + CASE sends - 1 {wait} ELSE {ResendMs << MostDoublings} END < {now}", cancel));
    }

    /// <summary>Takes the next pending pieces in order, at most <paramref name="most"/>, marks them sent and returns their keys.</summary>
    public async Task<IReadOnlyList<TKey>> TakeAsync<TKey>(int most, CancellationToken cancel)
    {
        if (most <= 0)
            return [];
        var keys = (await connection.QueryAsync<TKey>(Command(
            $"SELECT {table.Key} FROM {table.Name} WHERE task_id = @taskId AND status = 'pending' ORDER BY {table.Key} LIMIT {most}", cancel))).ToList();
        if (keys.Count > 0)
            await connection.ExecuteAsync(new CommandDefinition(
                $"UPDATE {table.Name} SET status = 'sent', sends = sends + 1, sent_at = {database.Dialect.NowMs} WHERE task_id = @taskId AND status = 'pending' AND {table.Key} IN @keys",
                new { taskId, keys }, transaction, cancellationToken: cancel));
        return keys;
    }

    /// <summary>Makes everything that is not done pending again, with its attempts forgotten.</summary>
    public Task ResetAsync(CancellationToken cancel) => connection.ExecuteAsync(Command(
        $"UPDATE {table.Name} SET status = 'pending', attempts = 0, sends = 0, owner = NULL, lease_until = NULL, error = NULL WHERE task_id = @taskId AND status <> 'done'", cancel));

    private CommandDefinition Command(string sql, CancellationToken cancel) => new(sql, new { taskId }, transaction, cancellationToken: cancel);
}

/// <summary>How many pieces of a task's work are in which status.</summary>
public readonly record struct WorkCounts(int Pending, int Sent, int Running, int Done, int Failed)
{
    /// <summary>All of them.</summary>
    public int Total => Pending + Sent + Running + Done + Failed;

    /// <summary>Those that workers have or will soon have in hand.</summary>
    public int InFlight => Sent + Running;
}
