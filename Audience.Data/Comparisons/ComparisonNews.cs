using System.Data.Common;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data.Callbacks;
using Dapper;

namespace Audience.Data.Comparisons;

/// <summary>Tells whoever asked for it (CALLBACK_URL) that a comparison has ended, within the transaction that ends it.</summary>
/// <param name="database">Where the outbox is.</param>
/// <param name="connection">Of the transaction.</param>
/// <param name="transaction">The transaction.</param>
public sealed class ComparisonNews(OutputDatabase database, DbConnection connection, DbTransaction transaction)
{
    /// <summary>Writes it down, without the result: it may be large, and is asked for by the id.</summary>
    /// <param name="id">The comparison.</param>
    /// <param name="status">finished or failed.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task TellAsync(string id, string status, string? error, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<(string? Url, string Before, string After, DateTime Time)>(
            new CommandDefinition(
                "SELECT callback_url, before_id, after_id, create_time FROM task_comparison WHERE comparison_id = @id",
                new { id },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (row.Url is not null)
            await new CallbackOutbox(database, connection, transaction).AddAsync(
                new CallbackEvent(CallbackEvents.ComparisonEnded, id, row.Url),
                status,
                new TaskComparison
                {
                    CompareId = id,
                    Status = status,
                    Before = row.Before,
                    After = row.After,
                    CreateTime = row.Time,
                    ErrorMessage = error,
                },
                cancellationToken
            );
    }

    /// <summary>Ends a comparison as failed, unless it has ended already.</summary>
    public async Task FailAsync(string id, string error, CancellationToken cancellationToken)
    {
        int failed = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE task_comparison SET status = 'failed' WHERE comparison_id = @id AND status = 'comparing'",
                new { id },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (failed > 0)
            await TellAsync(id, "failed", error, cancellationToken);
    }

    /// <summary>Ends, and deletes, the comparisons of a task that is deleted.</summary>
    public async Task DeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        var open = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT comparison_id FROM task_comparison WHERE (before_id = @taskId OR after_id = @taskId) AND status = 'comparing'",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        foreach (string id in open.ToList())
            await FailAsync(id, $"task {taskId} was deleted", cancellationToken);
        foreach (string column in (string[])["before_id", "after_id"])
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM task_comparison WHERE {column} = @taskId",
                    new { taskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }
}
