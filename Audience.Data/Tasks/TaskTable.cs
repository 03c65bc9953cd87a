using System.Data.Common;
using System.Globalization;
using Audience.Contracts.Tasks;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>The <c>state</c> table as the API uses it. Its changes after that: Audience.Jobs, TaskTransitions.</summary>
public sealed class TaskTable(OutputDatabase database, TaskDefinitions definitions)
{
    private const string Columns =
        "task_id AS TaskId, stat AS Stat, prod_stat AS ProdStat, model_type "
        + "AS ModelType, predict_type AS PredictType, date_range AS DateRange, "
        + "target_table AS TargetTable, create_time AS CreateTime, peak_memory AS PeakMemory, length_receive_table AS LengthReceiveTable, "
        + "length_output_table AS LengthOutputTable, length_prod_table AS "
        + "LengthProdTable, result AS Result, uniq_source_author AS UniqSourceAuthor, "
        + "rate_of_label AS RateOfLabel, run_time AS RunTime, check_point AS CheckPoint, "
        + "error_message AS ErrorMessage, progress AS Progress, phase AS Phase, skipped AS Skipped, fold AS Fold, "
        + "keep_days AS KeepDays, COALESCE(priority, 'normal') AS Priority";

    // Seconds that are left, by the share that was reached since the first chunk was begun; known once a hundredth of the whole is done.
    // What production takes is a twentieth of the whole, after COUNTDOWN.
    private string TimeLeft =>
        $"""
            , CASE WHEN phase = 'labeling' AND COALESCE(reached, progress) >= COALESCE(progress_base, 0) + 0.01 THEN
                (COALESCE(reached_at, progress_at) - COALESCE(pace_at, started_at)) / 1000.0 * (1 - COALESCE(reached, progress))
                    / (COALESCE(reached, progress) - COALESCE(progress_base, 0)) + COALESCE(countdown, 0)
                    - ({database.Dialect.NowMs} - COALESCE(reached_at, progress_at)) / 1000.0
            WHEN phase = 'producing' AND run_time IS NOT NULL THEN
                run_time * 60 * (1 - progress)
                    + CASE WHEN produce_at > {database.Dialect.NowMs} THEN (produce_at - {database.Dialect.NowMs}) / 1000.0 ELSE 0 END
            END AS TimeLeft
            """;

    // A task that is being deleted is gone for everybody. The Python original knows no phase.
    private const string Shown = "COALESCE(phase, 'done') <> 'deleting'";

    static TaskTable() => SqlMapper.AddTypeHandler(new SkippedPostsHandler());

    /// <summary>Writes a new task, PENDING and queued, with its definition.</summary>
    /// <param name="definition">What it does.</param>
    /// <param name="createTime">Local to TIME_ZONE.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left.</param>
    /// <returns>False where the id is in use.</returns>
    public async Task<bool> InsertAsync(TaskDefinition definition, DateTime createTime, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (!await InsertAsync(connection, transaction, definition, createTime, cancellationToken))
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The same within a transaction, which the caller commits.</summary>
    /// <exception cref="Models.ModelGoneException">A model of the task is not there any more.</exception>
    public async Task<bool> InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        TaskDefinition definition,
        DateTime createTime,
        CancellationToken cancellationToken
    )
    {
        int inserted = await connection.ExecuteAsync(
            new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO state (task_id, stat, model_type, "
                    + "predict_type, date_range, target_table, create_time, result, progress, phase, "
                    + "queue, output_schema, countdown, start_time, end_time, fold, callback_url, keep_days, priority, "
                    + "created, check_at) VALUES "
                    + "(@TaskId, 'PENDING', @ModelType, @PredictType, @DateRange, @InputSchema, "
                    + "@createTime, '', 0, 'queued', @Queue, @OutputSchema, @Countdown, @Start, "
                    + $"@End, @fold, @CallbackUrl, @KeepDays, @priority, {database.Dialect.NowMs}, {database.Dialect.NowMs} + 10000)",
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
                    fold = definition.Fold.Count > 0 ? string.Join(",", definition.Fold) : null,
                    definition.CallbackUrl,
                    definition.KeepDays,
                    priority = PriorityNames.Of(definition.Priority),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (inserted == 0)
            return false;
        await definitions.InsertAsync(connection, transaction, definition, cancellationToken);
        return true;
    }

    /// <summary>A task, or null.</summary>
    public async Task<TaskSummary?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TaskSummary>(
            new CommandDefinition(
                $"SELECT {Columns}{TimeLeft} FROM state WHERE task_id = @taskId AND {Shown}",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>A task that has ended, within the transaction that ends it; also one that is to be deleted.</summary>
    public static Task<TaskSummary> ReadEndedAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingleAsync<TaskSummary>(
            new CommandDefinition(
                $"SELECT {Columns} FROM state WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>The tasks that have not ended, the latest 1,000 of them, and those with these ids.</summary>
    public async Task<IReadOnlyList<TaskSummary>> ListOpenAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string open =
            $"SELECT {Columns}{TimeLeft} FROM state WHERE phase IN ('queued', 'labeling', 'producing') "
            + "ORDER BY create_time DESC LIMIT 1000";
        var tasks = (await connection.QueryAsync<TaskSummary>(new CommandDefinition(open, cancellationToken: cancellationToken))).ToList();
        string[] rest = [.. ids.Except(tasks.Select(t => t.TaskId))];
        if (rest.Length > 0)
            tasks.AddRange(
                await connection.QueryAsync<TaskSummary>(
                    new CommandDefinition(
                        $"SELECT {Columns}{TimeLeft} FROM state WHERE task_id IN @rest AND {Shown}",
                        new { rest },
                        cancellationToken: cancellationToken
                    )
                )
            );
        return tasks;
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

    /// <summary>The latest tasks; of those of one second the one that was created last comes first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<TaskSummary>> ListAsync(int limit, TaskFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string?[] conditions =
        [
            Shown,
            filter.Stat is null ? null : "stat = @Stat",
            filter.ModelType is null ? null : "model_type = @ModelType",
            filter.Since is null ? null : "create_time >= @Since",
            filter.Before is null ? null : "create_time < @Before",
            filter.Search is null
                ? null
                : "(s.task_id LIKE @IdPrefix OR INSTR(UPPER(s.target_table), @Folded) > 0 OR EXISTS "
                    + "(SELECT 1 FROM task_definition d WHERE d.task_id = s.task_id AND INSTR(d.search, @Folded) > 0))",
            filter.After is null
                ? null
                : "EXISTS (SELECT 1 FROM state a WHERE a.task_id = @After AND "
                    + "(s.create_time < a.create_time OR s.create_time = a.create_time AND "
                    + "(COALESCE(s.created, 0) < COALESCE(a.created, 0) OR COALESCE(s.created, "
                    + "0) = COALESCE(a.created, 0) AND s.task_id < a.task_id)))",
        ];
        return
        [
            .. await connection.QueryAsync<TaskSummary>(
                new CommandDefinition(
                    $"SELECT {Columns}{TimeLeft} FROM state s WHERE {string.Join(" AND ", conditions.OfType<string>())} "
                        + "ORDER BY create_time DESC, COALESCE(created, 0) DESC, task_id "
                        + $"DESC LIMIT {limit.ToString(CultureInfo.InvariantCulture)}",
                    filter,
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }
}
