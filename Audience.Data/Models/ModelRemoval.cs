using System.Data.Common;
using Dapper;

namespace Audience.Data.Models;

/// <summary>Deletes models with everything that belongs to them.</summary>
public sealed class ModelRemoval(OutputDatabase database)
{
    private const string Deleted = "it was deleted";
    private static readonly string[] Parts = ["model_term", "model_insight", "model_detail", "model_report", "model_work", "model_status"];

    /// <summary>
    /// Deletes every version of a model. Its bytes go with <see cref="ModelArtefacts.TryDeleteUnusedAsync"/>, unless a task that
    /// has not ended labels with them.
    /// </summary>
    /// <returns>The versions that there were.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(ModelId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        var models = (
            await connection.QueryAsync<string>(
                new CommandDefinition(
                    $"SELECT m.task_id FROM model_status m WHERE {id.Condition}{database.Dialect.ForUpdate}",
                    id,
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        await DeleteAsync(connection, transaction, models, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return models;
    }

    /// <summary>
    /// Deletes the versions of a model that were asked for before a new one, within the transaction in which that one becomes
    /// ready.
    /// </summary>
    /// <returns>Them.</returns>
    public async Task<IReadOnlyList<string>> DeleteReplacedAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    )
    {
        var (created, jobId, modelId) = await connection.QuerySingleAsync<(long, long?, string?)>(
            new CommandDefinition(
                "SELECT created, job_id, model_id FROM model_status WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var earlier = (
            await connection.QueryAsync<string>(
                new CommandDefinition(
                    "SELECT task_id FROM model_status WHERE (job_id = @jobId OR "
                        + "model_id = @known OR task_id = @known) AND task_id <> @taskId "
                        + $"AND (created < @created OR created = @created AND task_id < @taskId){database.Dialect.ForUpdate}",
                    new
                    {
                        jobId,
                        known = modelId ?? taskId,
                        created,
                        taskId,
                    },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        await DeleteAsync(connection, transaction, earlier, cancellationToken);
        return earlier;
    }

    private async Task DeleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        List<string> models,
        CancellationToken cancellationToken
    )
    {
        foreach (string model in models)
        {
            await ModelBreak.PreparationAsync(database, connection, transaction, model, Deleted, cancellationToken);
            await ModelBreak.TestAsync(database, connection, transaction, model, Deleted, cancellationToken);
        }
        foreach (string part in models.Count == 0 ? [] : Parts)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM {part} WHERE task_id IN @models",
                    new { models },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }
}
