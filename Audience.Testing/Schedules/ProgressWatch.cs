using System.Data.Common;
using System.Diagnostics;
using Audience.Testing.Systems;
using Dapper;
using MySqlConnector;

namespace Audience.Testing.Schedules;

/// <summary>Looks at the tables to see whether work goes on. A database that is just away is asked again.</summary>
internal sealed class ProgressWatch(FaultSystem system)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);
    private readonly HashSet<string> _watched = [];

    /// <summary>Those of the tasks that have not ended; all of them are watched from now on.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(IEnumerable<string> taskIds)
    {
        _watched.UnionWith(taskIds);
        return await AskAsync(async c =>
            (IReadOnlyList<string>)
                [.. await c.QueryAsync<string>("SELECT task_id FROM state WHERE task_id IN @ids AND phase <> 'done' ORDER BY task_id", Ids)]
        );
    }

    /// <summary>Watches a dump as well.</summary>
    public void Watch(string dumpId) => _watched.Add(dumpId);

    /// <summary>Waits for the next piece of work to be done; at once where there is none left.</summary>
    /// <returns>Seconds, or null where none was in time.</returns>
    public async Task<double?> AwaitProgressAsync(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        var (done, open) = await ProgressAsync();
        if (open == 0)
            return 0;
        bool moved = await UntilAsync(async () => await ProgressAsync() is var now && (now.Done != done || now.Open == 0), timeout);
        return moved ? Stopwatch.GetElapsedTime(start).TotalSeconds : null;
    }

    /// <summary>Waits for a task's end; false where it does not come in time.</summary>
    public Task<bool> AwaitEndAsync(string taskId, TimeSpan timeout) =>
        UntilAsync(
            async () =>
                await AskAsync(c => c.ExecuteScalarAsync<string?>("SELECT phase FROM state WHERE task_id = @taskId", new { taskId }))
                == "done",
            timeout
        );

    /// <summary>Waits until deleted tasks have left nothing; else says what they left.</summary>
    public async Task<string?> AwaitGoneAsync(IEnumerable<string> taskIds, TimeSpan timeout)
    {
        string? left = null;
        await UntilAsync(async () => (left = await AskAsync(c => LeftAsync(c, taskIds))) is null, timeout);
        return left;
    }

    /// <summary>How far everything is, for a message.</summary>
    public Task<string> StandAsync() =>
        AskAsync(async c =>
        {
            var tasks = await c.QueryAsync<string>(
                "SELECT CONCAT_WS(' ', task_id, stat, phase, progress, error_message, 'check in', CAST(check_at "
                    + "- UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)) FROM state WHERE task_id IN @ids AND phase <> 'done'",
                Ids
            );
            var pieces = await c.QueryAsync<string>(
                "SELECT CONCAT_WS(' ', kind, item, status, attempts, postponed, CAST(due_at - UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), "
                    + "CAST(lease_until - UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), "
                    + "waiting_for, error) FROM work_item WHERE parent_id IN @ids",
                Ids
            );
            return string.Join("; ", tasks.Concat(pieces));
        });

    /// <summary>Asks the results' database, again while it is away.</summary>
    public async Task<T> AskAsync<T>(Func<MySqlConnection, Task<T>> question)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await system.OpenAsync();
                return await question(connection);
            }
            catch (Exception e) when (e is DbException && Stopwatch.GetElapsedTime(start) < s_timeout)
            {
                // Struck just now; it comes back.
                await Task.Delay(100);
            }
        }
    }

    private object Ids => new { ids = _watched.Append("none") };

    private Task<(long Done, long Open)> ProgressAsync() =>
        AskAsync(c =>
            c.QuerySingleAsync<(long, long)>(
                "SELECT (SELECT COUNT(*) FROM task_chunk WHERE task_id IN @ids AND status = 'done') "
                    + "+ (SELECT COUNT(*) FROM task_group WHERE task_id IN @ids AND status = 'done') "
                    + "+ (SELECT COUNT(*) FROM dump_group WHERE task_id IN @ids AND status = 'done') "
                    + "+ (SELECT COUNT(*) FROM state WHERE task_id IN @ids AND phase = 'done') "
                    + "+ (SELECT COUNT(*) FROM state WHERE task_id IN @ids AND phase = 'producing'), "
                    + "(SELECT COUNT(*) FROM state WHERE task_id IN @ids AND phase <> 'done') + (SELECT "
                    + "COUNT(*) FROM dump WHERE dump_id IN @ids AND status IN ('queued', 'dumping'))",
                Ids
            )
        );

    private static async Task<string?> LeftAsync(MySqlConnection connection, IEnumerable<string> taskIds)
    {
        foreach (
            string table in await connection.QueryAsync<string>(
                "SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'task_id'"
            )
        )
            if (
                await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM `{table}` WHERE task_id IN @taskIds", new { taskIds })
                is > 0
                    and var rows
            )
                return $"{rows} rows in {table}";
        return null;
    }

    private static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        long start = Stopwatch.GetTimestamp();
        do if (await condition())
            return true;
        while (Stopwatch.GetElapsedTime(start) < timeout && await timer.WaitForNextTickAsync());
        return false;
    }
}
