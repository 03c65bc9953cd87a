using System.Globalization;
using Audience.Data;
using Audience.Data.Exports;
using Audience.Data.Schedules;
using Audience.Data.Schema;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Series;

/// <summary>
/// Keeps the list of the label rows that count in a schedule's panels: a run's rows take the place of those that its range had before, and
/// the authors of either are noted, to be produced anew; of one source group in one transaction.
/// </summary>
public sealed class SeriesTakeover(OutputDatabase database, LeaseStore leases)
{
    /// <summary>What the piece is about; null where the schedule is gone, or the run is taken over.</summary>
    public async Task<SeriesRun?> FindAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(
            string Task,
            DateTime Start,
            DateTime End,
            string? Schema,
            int? KeepDays,
            DateTime? Watermark
        )?>(
            new CommandDefinition(
                "SELECT r.run_task, r.start_time, r.end_time, s.output_schema, c.keep_days, c.watermark FROM schedule_run r "
                    + "JOIN state s ON s.task_id = r.task_id JOIN schedule c ON c.schedule_id = r.task_id "
                    + "WHERE r.task_id = @TaskId AND r.run = @Ordinal AND r.status = 'producing'",
                claim,
                cancellationToken: cancellationToken
            )
        );
        if (row is not var (task, start, end, schema, days, watermark))
            return null;
        var groups = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT group_name FROM task_chunk_group WHERE task_id = @task AND label_rows > 0 "
                    + "UNION SELECT group_name FROM series_group WHERE task_id = @TaskId",
                new { task, claim.TaskId },
                cancellationToken: cancellationToken
            )
        );
        // Of the first run, and of a later one, what is labelled ends with it.
        var labeled = watermark > end ? watermark.Value : end;
        DateTime? kept = days is { } some ? labeled.AddDays(-some) : null;
        return new SeriesRun(task, start, end, schema ?? database.Schema, kept, [.. groups.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Takes over the rows of a group, unless that has been done.</summary>
    /// <returns>False where the claim was lost.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, SeriesRun run, string group, CancellationToken cancellationToken)
    {
        await database.EnsureTableAsync(run.Schema, ResultTables.Label(group), null, cancellationToken);
        await database.EnsureTableAsync(run.Schema, ResultTables.Production(group), null, cancellationToken);
        string labels = database.Dialect.Table(run.Schema, ResultTables.Label(group).Name);
        List<string> gone = ["create_time >= @Start AND create_time < @End"];
        if (run.Kept is not null)
            gone.Add("create_time < @Kept");
        string ignore = database.Dialect.InsertIgnore;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        int? last = await connection.ExecuteScalarAsync<int?>(
            Command("SELECT run FROM series_group WHERE task_id = @TaskId AND group_name = @group")
        );
        if (last == claim.Ordinal)
            return true;
        foreach (string times in gone)
        {
            string rows = $"series_row WHERE task_id = @TaskId AND group_name = @group AND {times}";
            await connection.ExecuteAsync(
                Command(
                    $"{ignore} INTO series_bucket (task_id, group_name, bucket) SELECT DISTINCT task_id, group_name, bucket FROM {rows}"
                )
            );
            await connection.ExecuteAsync(Command($"DELETE FROM {rows}"));
        }
        await connection.ExecuteAsync(
            Command(
                "INSERT INTO series_row (task_id, group_name, bucket, run, chunk_seq, row_seq, author_hash, panel_name, create_time) "
                    + $"SELECT @TaskId, @group, {LabelSource.Bucket}, @Ordinal, chunk_seq, row_seq, author_hash, panel, create_time "
                    + $"FROM {labels} l WHERE task_id = @Task{(run.Kept is null ? "" : " AND create_time >= @Kept")}"
            )
        );
        await connection.ExecuteAsync(
            Command(
                $"{ignore} INTO series_bucket (task_id, group_name, bucket) "
                    + $"SELECT DISTINCT @TaskId, @group, {LabelSource.Bucket} FROM {labels} l WHERE task_id = @Task"
            )
        );
        await connection.ExecuteAsync(
            Command(
                last is null
                    ? "INSERT INTO series_group (task_id, group_name, run) VALUES (@TaskId, @group, @Ordinal)"
                    : "UPDATE series_group SET run = @Ordinal WHERE task_id = @TaskId AND group_name = @group"
            )
        );
        if (!await leases.HoldAsync(connection, transaction, claim, cancellationToken))
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;

        CommandDefinition Command(string sql) =>
            new(
                sql,
                new
                {
                    claim.TaskId,
                    claim.Ordinal,
                    group,
                    run.Task,
                    run.Start,
                    run.End,
                    run.Kept,
                },
                transaction,
                commandTimeout: 0,
                cancellationToken: cancellationToken
            );
    }

    /// <summary>Ends the run: everything is produced.</summary>
    /// <returns>False where the claim was lost.</returns>
    public async Task<bool> EndAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        var groups = (
            await connection.QueryAsync<(string Group, long Rows)>(
                new CommandDefinition(
                    "SELECT group_name, production_rows FROM series_group WHERE task_id = @TaskId AND production_rows > 0",
                    claim,
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        )
            .OrderBy(g => g.Group, StringComparer.Ordinal)
            .ToList();
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE state SET prod_stat = @prodStat, result = @result, length_prod_table = @rows "
                    + "WHERE task_id = @TaskId AND stat = 'SUCCESS'",
                new
                {
                    claim.TaskId,
                    prodStat = groups.Count > 0 ? "finish" : "no_data",
                    result = string.Join(',', groups.Select(g => g.Group)),
                    rows = string.Join(',', groups.Select(g => g.Rows.ToString(CultureInfo.InvariantCulture))),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        long late = await new LatePosts(connection, transaction, claim.TaskId, cancellationToken).CountAsync(claim.Ordinal);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE schedule_run SET status = 'done', late_posts = @late "
                    + "WHERE task_id = @TaskId AND run = @Ordinal AND status = 'producing'",
                new
                {
                    claim.TaskId,
                    claim.Ordinal,
                    late,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (!await leases.CompleteAsync(connection, transaction, claim, "", new { }, cancellationToken))
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
