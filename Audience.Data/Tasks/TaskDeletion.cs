using System.Data.Common;
using System.Globalization;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>Deletes a task and all its rows, a chunk's at a time, so that no lock is held for long. The state row goes last.</summary>
public sealed class TaskDeletion(OutputDatabase database)
{
    private static readonly string[] Parts =
    [
        "task_chunk_authors",
        "task_chunk_group",
        "task_group",
        "task_pattern",
        "task_model",
        "task_definition",
        "task_chunk",
    ];

    /// <summary>Deletes a task that is in phase <c>deleting</c>; any other is left alone.</summary>
    /// <returns>How many label and production rows were deleted.</returns>
    public async Task<long> RunAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var task = await connection.QuerySingleOrDefaultAsync<(string? Schema, string? Result)?>(
            Command("SELECT output_schema, result FROM state WHERE task_id = @taskId AND phase = 'deleting'", taskId, cancellationToken)
        );
        if (task is not var (outputSchema, result))
            return 0;
        string schema = outputSchema ?? database.Schema;
        // A chunk may have been committed after the saga looked last: the tables know of it, the state row does not.
        var groups = (
            await connection.QueryAsync<string>(
                Command("SELECT DISTINCT group_name FROM task_chunk_group WHERE task_id = @taskId", taskId, cancellationToken)
            )
        ).Union((result ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // Rows of the Python original have chunk 0.
        int chunks = await connection.ExecuteScalarAsync<int>(
            Command("SELECT COALESCE(MAX(seq), 0) + 1 FROM task_chunk WHERE task_id = @taskId", taskId, cancellationToken)
        );
        long rows = 0;
        foreach (string group in groups)
        foreach (var table in new[] { ResultTables.Label(group), ResultTables.Production(group) })
            rows += await DeleteAsync(connection, schema, table.Name, taskId, chunks, cancellationToken);
        await EndAsync(connection, taskId, cancellationToken);
        return rows;
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
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<long> DeleteAsync(
        DbConnection connection,
        string schema,
        string table,
        string taskId,
        int chunks,
        CancellationToken cancellationToken
    )
    {
        var columns = await database.Dialect.ColumnsAsync(connection, schema, table, cancellationToken);
        if (columns.Count == 0)
            return 0;
        string from =
            $"DELETE FROM {database.Dialect.Table(schema, table)} WHERE task_id = @taskId AND EXISTS (SELECT 1 FROM state s WHERE s.task_id = @taskId AND s.phase = 'deleting')";
        if (!columns.Contains("chunk_seq"))
            return await connection.ExecuteAsync(Command(from, taskId, cancellationToken));
        long rows = 0;
        for (int seq = 0; seq < chunks; seq++)
            rows += await connection.ExecuteAsync(
                Command(string.Create(CultureInfo.InvariantCulture, $"{from} AND chunk_seq = {seq}"), taskId, cancellationToken)
            );
        return rows;
    }

    private static CommandDefinition Command(string sql, string taskId, CancellationToken cancellationToken) =>
        new(sql, new { taskId }, commandTimeout: 0, cancellationToken: cancellationToken);
}
