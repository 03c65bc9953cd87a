using System.Globalization;
using Audience.Contracts.Tasks;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>The <c>state</c> table as the API uses it. While a task runs, its saga and its planner change the row; here it is aborted, resumed and marked for deletion.</summary>
public sealed class TaskTable(OutputDatabase database, TaskDefinitions definitions)
{
    private const string Columns =
        "task_id AS TaskId, stat AS Stat, prod_stat AS ProdStat, model_type AS ModelType, predict_type AS PredictType, date_range AS DateRange, "
        + "target_table AS TargetTable, create_time AS CreateTime, peak_memory AS PeakMemory, length_receive_table AS LengthReceiveTable, "
        + "length_output_table AS LengthOutputTable, length_prod_table AS LengthProdTable, result AS Result, uniq_source_author AS UniqSourceAuthor, "
        + "rate_of_label AS RateOfLabel, run_time AS RunTime, check_point AS CheckPoint, error_message AS ErrorMessage, progress AS Progress, phase AS Phase";

    // A task that is being deleted is gone for everybody. The Python original knows no phase.
    private const string Shown = "COALESCE(phase, 'done') <> 'deleting'";

    /// <summary>Writes a new task, PENDING and queued, with its definition.</summary>
    /// <param name="definition">What it does.</param>
    /// <param name="createTime">Local to TIME_ZONE.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left.</param>
    /// <returns>False where the id is in use.</returns>
    public async Task<bool> InsertAsync(TaskDefinition definition, DateTime createTime, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int inserted = await connection.ExecuteAsync(
            new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO state (task_id, stat, model_type, predict_type, date_range, target_table, create_time, result, progress, phase, "
                    + "queue, output_schema, countdown, start_time, end_time, check_at) VALUES (@TaskId, 'PENDING', @ModelType, @PredictType, @DateRange, @InputSchema, "
                    + $"@createTime, '', 0, 'queued', @Queue, @OutputSchema, @Countdown, @Start, @End, {database.Dialect.NowMs} + 10000)",
                new
                {
                    definition.TaskId,
                    definition.ModelType,
                    definition.PredictType,
                    definition.DateRange,
                    definition.InputSchema,
                    createTime,
                    definition.Queue,
                    definition.OutputSchema,
                    definition.Countdown,
                    definition.Start,
                    definition.End,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (inserted == 0)
            return false;
        await definitions.InsertAsync(connection, transaction, definition, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes back a task that could not be announced; false where a worker has found it meanwhile.</summary>
    public async Task<bool> WithdrawAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (await Execute("DELETE FROM state WHERE task_id = @taskId AND phase = 'queued'") == 0)
            return false;
        await Execute("DELETE FROM task_definition WHERE task_id = @taskId");
        await Execute("DELETE FROM task_pattern WHERE task_id = @taskId");
        await Execute("DELETE FROM task_model WHERE task_id = @taskId");
        await transaction.CommitAsync(cancellationToken);
        return true;

        Task<int> Execute(string sql) =>
            connection.ExecuteAsync(new CommandDefinition(sql, new { taskId }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>A task, or null.</summary>
    public async Task<TaskSummary?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TaskSummary>(
            new CommandDefinition(
                $"SELECT {Columns} FROM state WHERE task_id = @taskId AND {Shown}",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Where a task's results go, or null where there is no such task.</summary>
    public async Task<string?> FindOutputSchemaAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT output_schema FROM state WHERE task_id = @taskId",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>The latest tasks.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="stat">Only those in this state, or null for all.</param>
    /// <param name="before">Only those created before, or null.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<TaskSummary>> ListAsync(int limit, string? stat, DateTime? before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string where = string.Join(
            " AND ",
            new[] { Shown, stat is null ? null : "stat = @stat", before is null ? null : "create_time < @before" }.OfType<string>()
        );
        return
        [
            .. await connection.QueryAsync<TaskSummary>(
                new CommandDefinition(
                    $"SELECT {Columns} FROM state WHERE {where} ORDER BY create_time DESC, task_id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}",
                    new { stat, before },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>Marks a task that has not ended BREAK, also one that the Python original left PENDING; false where it has ended or does not exist.</summary>
    public async Task<bool> AbortAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int aborted = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE state SET stat = 'BREAK', phase = CASE WHEN phase IS NULL THEN NULL ELSE 'done' END, check_at = NULL "
                    + "WHERE task_id = @taskId AND (phase NOT IN ('done', 'deleting') OR phase IS NULL AND stat = 'PENDING')",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (aborted == 0)
            return false;
        // From here on no chunk can be committed, and the saga does not look any more: chunks that it has not seen count, too.
        var figures = await LabelingFigures.ReadAsync(database, connection, transaction, taskId, cancellationToken);
        if (figures.Posts > 0)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "UPDATE state SET length_receive_table = @Posts, length_output_table = @LabelRows, result = @Result WHERE task_id = @taskId",
                    new
                    {
                        figures.Posts,
                        figures.LabelRows,
                        figures.Result,
                        taskId,
                    },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Sends a failed task back to work; false where it is not in FAILURE.</summary>
    public async Task<bool> ResumeAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    "UPDATE state SET stat = 'PENDING', phase = 'queued', error_message = NULL, check_point = NULL, prod_stat = NULL, "
                        + $"check_at = {database.Dialect.NowMs} + 10000 WHERE task_id = @taskId AND stat = 'FAILURE' AND phase = 'done'",
                    new { taskId },
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }

    /// <summary>Puts a resumed task that could not be announced back to FAILURE.</summary>
    public async Task UnresumeAsync(TaskSummary task, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE state SET stat = 'FAILURE', phase = 'done', error_message = @ErrorMessage, check_point = @CheckPoint, check_at = NULL "
                    + "WHERE task_id = @TaskId AND phase = 'queued'",
                task,
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Marks a task for deletion, aborting it where it runs; from then on it is gone for everybody.</summary>
    /// <returns>Whether there is such a task; and the dump that keeps it from being deleted, as it has not ended, or null.</returns>
    public async Task<(bool Exists, string? Dump)> DeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int marked = await connection.ExecuteAsync(
            new CommandDefinition(
                $"UPDATE state SET stat = 'BREAK', phase = 'deleting', check_at = {database.Dialect.NowMs} WHERE task_id = @taskId AND {Shown}",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (marked == 0)
            return (false, null);
        // With the row locked: a dump of it that is just being written down has been seen, or waits and finds it gone.
        string? dump = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT dump_id FROM dump WHERE status IN ('queued', 'dumping') AND task_ids LIKE @part LIMIT 1",
                new { part = $"%{taskId}%" },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (dump is null)
            await transaction.CommitAsync(cancellationToken);
        return (true, dump);
    }
}
