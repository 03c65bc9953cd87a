using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Audience.Data.Comparisons;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>Deletes a task and all its rows, a chunk's at a time, so that no lock is held for long. The state row goes last.</summary>
/// <param name="database">Where it is.</param>
/// <param name="time">The clock of its pauses.</param>
public sealed class TaskDeletion(OutputDatabase database, TimeProvider time)
{
    private static readonly string[] Parts =
    [
        "task_chunk_authors",
        "task_chunk_report",
        "task_chunk_time",
        "task_chunk_group",
        "task_group_panel",
        "task_group_member",
        "task_group",
        "task_pattern",
        "task_model",
        "task_definition",
        "task_chunk",
        "series_row",
        "series_bucket",
        "series_group",
        "series_day",
    ];

    // Rows of a schedule lie by 31 bits of their author's hash.
    private const int SeriesParts = 256,
        SeriesPart = int.MaxValue / SeriesParts + 1;

    /// <summary>Deletes a task that is in phase <c>deleting</c>; any other is left alone.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="budget">How long it may take; what is left then is for the next call.</param>
    /// <param name="cancellationToken">Ends it; what is deleted stays so.</param>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> RunAsync(string taskId, TimeSpan budget, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenAsync(cancellationToken);
        var task = await connection.QuerySingleOrDefaultAsync<(string? Schema, string? Result)?>(
            Command("SELECT output_schema, result FROM state WHERE task_id = @taskId AND phase = 'deleting'", taskId, cancellationToken)
        );
        if (task is not var (outputSchema, result))
            return true;
        string schema = outputSchema ?? database.Schema;
        // A chunk may have been committed after the saga looked last: the tables know of it, the state row does not.
        var groups = (
            await connection.QueryAsync<string>(
                Command("SELECT DISTINCT group_name FROM task_chunk_group WHERE task_id = @taskId", taskId, cancellationToken)
            )
        ).Union((result ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var series = (
            await connection.QueryAsync<string>(
                Command("SELECT group_name FROM series_group WHERE task_id = @taskId", taskId, cancellationToken)
            )
        ).ToList();
        foreach (string group in series)
            if (
                !await DeleteSeriesAsync(
                    connection,
                    schema,
                    group,
                    taskId,
                    () => Stopwatch.GetElapsedTime(start) < budget,
                    cancellationToken
                )
            )
                return false;
        // Rows of the Python original have chunk 0.
        int chunks = await connection.ExecuteScalarAsync<int>(
            Command("SELECT COALESCE(MAX(seq), 0) + 1 FROM task_chunk WHERE task_id = @taskId", taskId, cancellationToken)
        );
        foreach (string group in groups)
        foreach (var table in new[] { ResultTables.Label(group), ResultTables.Production(group) })
            if (
                !await DeleteAsync(
                    connection,
                    schema,
                    table.Name,
                    taskId,
                    chunks,
                    () => Stopwatch.GetElapsedTime(start) < budget,
                    cancellationToken
                )
            )
                return false;
        await EndAsync(connection, taskId, cancellationToken);
        return true;
    }

    private async Task<bool> DeleteSeriesAsync(
        DbConnection connection,
        string schema,
        string group,
        string taskId,
        Func<bool> goOn,
        CancellationToken cancellationToken
    )
    {
        string production = database.Dialect.Table(schema, ResultTables.ProductionName(group));
        const string own = "task_id = @taskId AND EXISTS (SELECT 1 FROM state s WHERE s.task_id = @taskId AND s.phase = 'deleting')";
        for (int part = 0; part < SeriesParts; part++)
        {
            if (!goOn())
                return false;
            long from = (long)part * SeriesPart;
            string range = string.Create(CultureInfo.InvariantCulture, $"BETWEEN {from} AND {from + SeriesPart - 1}");
            await DeletePacedAsync(
                connection,
                Command($"DELETE FROM {production} WHERE {own} AND chunk_seq {range}", taskId, cancellationToken)
            );
            await DeletePacedAsync(
                connection,
                new CommandDefinition(
                    $"DELETE FROM series_row WHERE {own} AND group_name = @group AND bucket {range}",
                    new { taskId, group },
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
        }
        return true;
    }

    // With the state row held: another deletion of the task may have ended meanwhile, and its id have been given again.
    private async Task EndAsync(DbConnection connection, string taskId, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (
            await connection.ExecuteScalarAsync<string?>(
                new CommandDefinition(
                    $"SELECT phase FROM state WHERE task_id = @taskId{database.Dialect.ForUpdate}",
                    new { taskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            ) != "deleting"
        )
            return;
        foreach (string table in Parts.Append("state"))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM {table} WHERE task_id = @taskId",
                    new { taskId },
                    transaction,
                    0,
                    cancellationToken: cancellationToken
                )
            );
        // What was compared with it shows its posts. Work of that which is not ended yet goes when it is next looked at.
        await new ComparisonNews(database, connection, transaction).DeleteAsync(taskId, cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM work_item WHERE parent_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
    }

    // Whether nothing of the task is left in the table. What is gone costs a look by key, so that each call begins with the first chunk.
    private async Task<bool> DeleteAsync(
        DbConnection connection,
        string schema,
        string table,
        string taskId,
        int chunks,
        Func<bool> goOn,
        CancellationToken cancellationToken
    )
    {
        var columns = await database.Dialect.ColumnsAsync(connection, schema, table, cancellationToken);
        if (columns.Count == 0)
            return true;
        string from =
            $"DELETE FROM {database.Dialect.Table(schema, table)} WHERE task_id = @taskId AND "
            + "EXISTS (SELECT 1 FROM state s WHERE s.task_id = @taskId AND s.phase = 'deleting')";
        if (!columns.Contains("chunk_seq"))
            await connection.ExecuteAsync(Command(from, taskId, cancellationToken));
        for (int seq = 0; columns.Contains("chunk_seq") && seq < chunks; seq++)
        {
            if (!goOn())
                return false;
            await DeletePacedAsync(
                connection,
                Command(string.Create(CultureInfo.InvariantCulture, $"{from} AND chunk_seq = {seq}"), taskId, cancellationToken)
            );
        }
        return true;
    }

    // Nobody waits for the rows to go: while other work is in hand, the server has as long for that as the deletion took of it.
    private async Task DeletePacedAsync(DbConnection connection, CommandDefinition delete)
    {
        long start = time.GetTimestamp();
        if (await connection.ExecuteAsync(delete) == 0)
            return;
        var taken = time.GetElapsedTime(start);
        var others = new CommandDefinition(
            "SELECT COUNT(*) FROM (SELECT 1 FROM work_item WHERE status = 'running' AND kind <> 'delete' LIMIT 1) others",
            cancellationToken: delete.CancellationToken
        );
        if (await connection.ExecuteScalarAsync<long>(others) > 0)
            await Task.Delay(taken, time, delete.CancellationToken);
    }

    private static CommandDefinition Command(string sql, string taskId, CancellationToken cancellationToken) =>
        new(sql, new { taskId }, commandTimeout: 0, cancellationToken: cancellationToken);
}
