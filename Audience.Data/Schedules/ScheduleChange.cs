using System.Data.Common;
using Audience.Data.Tasks;
using Dapper;

namespace Audience.Data.Schedules;

/// <summary>What changes beside a schedule's row, in its transaction.</summary>
public sealed class ScheduleChange(
    string scheduleId,
    DbConnection connection,
    DbTransaction transaction,
    TaskDefinitions definitions,
    CancellationToken cancellationToken
)
{
    internal const string Columns =
        "run AS Run, status AS Status, kind AS Kind, run_task AS RunTask, version AS Version, "
        + "start_time AS StartTime, end_time AS EndTime, error AS Error, late_posts AS LatePosts";

    /// <summary>The connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction.</summary>
    public DbTransaction Transaction => transaction;

    /// <summary>Puts another definition in the place of one.</summary>
    /// <exception cref="Models.ModelGoneException">A model is not there any more.</exception>
    public async Task ReplaceDefinitionAsync(string oldId, TaskDefinition definition)
    {
        await definitions.InsertAsync(connection, transaction, definition, cancellationToken);
        await TaskDefinitions.DeleteAsync(connection, transaction, oldId, cancellationToken);
        await connection.ExecuteAsync(
            Command(
                "UPDATE state SET priority = @priority WHERE task_id = @scheduleId",
                new { scheduleId, priority = PriorityNames.Of(definition.Priority) }
            )
        );
    }

    /// <summary>Where the panels are.</summary>
    public Task<string?> FindOutputSchemaAsync() =>
        connection.ExecuteScalarAsync<string?>(Command("SELECT output_schema FROM state WHERE task_id = @scheduleId", new { scheduleId }));

    /// <summary>A run, or null.</summary>
    public Task<ScheduleRunRow?> FindRunAsync(int run) =>
        connection.QuerySingleOrDefaultAsync<ScheduleRunRow?>(
            Command($"SELECT {Columns} FROM schedule_run WHERE task_id = @scheduleId AND run = @run", new { scheduleId, run })
        );

    /// <summary>The backfill that has waited longest, or null.</summary>
    public Task<ScheduleRunRow?> FindWaitingAsync() =>
        connection.QueryFirstOrDefaultAsync<ScheduleRunRow?>(
            Command(
                $"SELECT {Columns} FROM schedule_run WHERE task_id = @scheduleId AND status = 'waiting' ORDER BY run LIMIT 1",
                new { scheduleId }
            )
        );

    /// <summary>Adds a run.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> AddRunAsync(string kind, string status, DateTime start, DateTime end)
    {
        int run = await connection.ExecuteScalarAsync<int>(
            Command("SELECT COALESCE(MAX(run), 0) + 1 FROM schedule_run WHERE task_id = @scheduleId", new { scheduleId })
        );
        await connection.ExecuteAsync(
            Command(
                "INSERT INTO schedule_run (task_id, run, status, kind, start_time, end_time) "
                    + "VALUES (@scheduleId, @run, @status, @kind, @start, @end)",
                new
                {
                    scheduleId,
                    run,
                    status,
                    kind,
                    start,
                    end,
                }
            )
        );
        return run;
    }

    /// <summary>Notes that a run has begun.</summary>
    public Task BeginRunAsync(int run, string task, int version) =>
        connection.ExecuteAsync(
            Command(
                "UPDATE schedule_run SET status = 'running', run_task = @task, version = @version "
                    + "WHERE task_id = @scheduleId AND run = @run",
                new
                {
                    scheduleId,
                    run,
                    task,
                    version,
                }
            )
        );

    /// <summary>Notes how a run has ended.</summary>
    public Task EndRunAsync(int run, string status, string? error) =>
        connection.ExecuteAsync(
            Command(
                "UPDATE schedule_run SET status = @status, error = @error WHERE task_id = @scheduleId AND run = @run",
                new
                {
                    scheduleId,
                    run,
                    status,
                    error,
                }
            )
        );

    /// <summary>Deletes the schedule with its runs; their tasks stay.</summary>
    public async Task DeleteAsync(string definitionId)
    {
        await TaskDefinitions.DeleteAsync(connection, transaction, definitionId, cancellationToken);
        await connection.ExecuteAsync(Command("DELETE FROM schedule_run WHERE task_id = @scheduleId", new { scheduleId }));
        await connection.ExecuteAsync(Command("DELETE FROM schedule WHERE schedule_id = @scheduleId", new { scheduleId }));
    }

    private CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancellationToken);
}
