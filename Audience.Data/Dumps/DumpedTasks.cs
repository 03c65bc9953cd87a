using System.Data.Common;
using Dapper;

namespace Audience.Data.Dumps;

/// <summary>What the tasks of a dump have produced.</summary>
public static class DumpedTasks
{
    /// <summary>Each task's schema and source groups, in the order of the ids.</summary>
    /// <exception cref="InvalidOperationException">A task is gone.</exception>
    public static async Task<IReadOnlyList<TaskResult>> ResultsAsync(
        OutputDatabase database,
        DbConnection connection,
        DbTransaction? transaction,
        IReadOnlyList<string> taskIds,
        CancellationToken cancellationToken
    )
    {
        var rows = (
            await connection.QueryAsync<(string TaskId, string? Schema, string? Result)>(
                new CommandDefinition(
                    "SELECT task_id, output_schema, result FROM state WHERE task_id IN @taskIds",
                    new { taskIds },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToDictionary(r => r.TaskId);
        return
        [
            .. taskIds.Select(id =>
                rows.TryGetValue(id, out var row)
                    ? new TaskResult(
                        id,
                        row.Schema ?? database.Schema,
                        (row.Result ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    )
                    : throw new InvalidOperationException($"task {id} of this dump does not exist any more")
            ),
        ];
    }
}

/// <summary>Where a task's production rows are.</summary>
/// <param name="TaskId">32 hexadecimal digits.</param>
/// <param name="Schema">Its OUTPUT_SCHEMA.</param>
/// <param name="SourceGroups">The tables of its <c>result</c>.</param>
public sealed record TaskResult(string TaskId, string Schema, IReadOnlyList<string> SourceGroups);
