using Dapper;

namespace Audience.Data.Schedules;

/// <summary>Reads schedules.</summary>
public sealed class ScheduleQueries(OutputDatabase database)
{
    private const int MostRuns = 200;

    /// <summary>All of them, the latest first.</summary>
    public async Task<IReadOnlyList<ScheduleRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string sql = $"SELECT {ScheduleTable.Columns} FROM schedule ORDER BY create_time DESC, schedule_id";
        return [.. await connection.QueryAsync<ScheduleRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))];
    }

    /// <summary>One of them, or null.</summary>
    public async Task<ScheduleRow?> FindAsync(string scheduleId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ScheduleRow>(
            new CommandDefinition(
                $"SELECT {ScheduleTable.Columns} FROM schedule WHERE schedule_id = @scheduleId",
                new { scheduleId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Its runs, the latest 200 of them, the last one first.</summary>
    public async Task<IReadOnlyList<ScheduleRunRow>> RunsAsync(string scheduleId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<ScheduleRunRow>(
                new CommandDefinition(
                    $"SELECT {ScheduleChange.Columns} FROM schedule_run WHERE task_id = @scheduleId ORDER BY run DESC LIMIT {MostRuns}",
                    new { scheduleId },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>The tasks of all its runs.</summary>
    public async Task<IReadOnlyList<string>> TasksAsync(string scheduleId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition(
                    "SELECT run_task FROM schedule_run WHERE task_id = @scheduleId AND run_task IS NOT NULL ORDER BY run",
                    new { scheduleId },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>The schedule that has a task's id, or that the task is a run of; null where there is none.</summary>
    public async Task<string?> FindOwnerAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT schedule_id FROM schedule WHERE schedule_id = @taskId OR EXISTS (SELECT 1 FROM schedule_run r "
                    + "WHERE r.run_task = @taskId AND r.task_id = schedule_id) LIMIT 1",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>The schedules that something is to be done for.</summary>
    /// <param name="nowMs">Milliseconds since 1970, UTC.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<string>> ListDueAsync(long nowMs, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(
            "SELECT schedule_id FROM schedule s WHERE phase <> 'idle' OR asked > 0 OR (enabled > 0 AND next_at <= @nowMs) "
                + "OR EXISTS (SELECT 1 FROM schedule_run r WHERE r.task_id = s.schedule_id AND r.status = 'waiting')",
            new { nowMs },
            cancellationToken: cancellationToken
        );
        return [.. await database.Kept.RunAsync(c => c.QueryAsync<string>(command), cancellationToken)];
    }
}
