using Audience.Data.Tasks;
using Dapper;

namespace Audience.Data.Schedules;

/// <summary>Changes the tables of schedules: each change with the schedule's row locked, in one transaction.</summary>
public sealed class ScheduleTable(OutputDatabase database, TaskDefinitions definitions)
{
    internal const string Columns =
        "schedule_id AS ScheduleId, name AS Name, definition_id AS DefinitionId, version AS Version, cron AS Cron, time_zone AS TimeZone, "
        + "since AS Since, lag_minutes AS LagMinutes, lookback_hours AS LookbackHours, enabled AS Enabled, asked AS Asked, phase AS Phase, "
        + "run AS Run, watermark AS Watermark, next_at AS NextAt, create_time AS CreateTime, "
        + "callback_url AS CallbackUrl, keep_days AS KeepDays, late_posts AS LatePosts";

    /// <summary>Writes a new schedule with what its runs do.</summary>
    /// <exception cref="Models.ModelGoneException">A model is not there any more.</exception>
    public async Task InsertAsync(ScheduleRow schedule, TaskDefinition definition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        await definitions.InsertAsync(connection, transaction, definition, cancellationToken);
        // The panels of all runs together are asked for as a task's are, by the schedule's id.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO state (task_id, stat, prod_stat, model_type, predict_type, date_range, target_table, create_time, result, "
                    + "progress, phase, output_schema, priority, created) "
                    + "VALUES (@ScheduleId, 'SUCCESS', 'no_data', @ModelType, @PredictType, "
                    + $"@range, @InputSchema, @CreateTime, '', 1, 'done', @OutputSchema, @priority, {database.Dialect.NowMs})",
                new
                {
                    schedule.ScheduleId,
                    definition.ModelType,
                    definition.PredictType,
                    range = $"{schedule.Since:yyyy-MM-dd HH:mm:ss} -",
                    definition.InputSchema,
                    schedule.CreateTime,
                    definition.OutputSchema,
                    priority = PriorityNames.Of(definition.Priority),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO schedule (schedule_id, name, definition_id, version, cron, time_zone, since, lag_minutes, "
                    + "lookback_hours, enabled, phase, next_at, create_time, callback_url, keep_days) VALUES "
                    + "(@ScheduleId, @Name, @DefinitionId, @Version, @Cron, @TimeZone, @Since, @LagMinutes, @LookbackHours, "
                    + "@Enabled, @Phase, @NextAt, @CreateTime, @CallbackUrl, @KeepDays)",
                schedule,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Changes a schedule with its row locked; runs of it neither begin nor end meanwhile.</summary>
    /// <param name="scheduleId">32 hexadecimal digits.</param>
    /// <param name="change">Told the row, null where there is none; returns it as it is to be, or null to leave it as it was.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is changed.</param>
    public async Task ChangeAsync(
        string scheduleId,
        Func<ScheduleRow?, ScheduleChange, Task<ScheduleRow?>> change,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ScheduleRow>(
            new CommandDefinition(
                $"SELECT {Columns} FROM schedule WHERE schedule_id = @scheduleId{database.Dialect.ForUpdate}",
                new { scheduleId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var changes = new ScheduleChange(scheduleId, connection, transaction, definitions, cancellationToken);
        if (await change(row, changes) is not { } changed)
            return;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE schedule SET name = @Name, definition_id = @DefinitionId, version = @Version, cron = @Cron, time_zone = @TimeZone, "
                    + "lag_minutes = @LagMinutes, lookback_hours = @LookbackHours, enabled = @Enabled, asked = @Asked, phase = @Phase, "
                    + "run = @Run, watermark = @Watermark, next_at = @NextAt, callback_url = @CallbackUrl, keep_days = @KeepDays, "
                    + "late_posts = @LatePosts "
                    + "WHERE schedule_id = @ScheduleId",
                changed,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
    }
}
