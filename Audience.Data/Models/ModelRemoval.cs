using System.Data.Common;
using Dapper;

namespace Audience.Data.Models;

/// <summary>Deletes models with everything that belongs to them.</summary>
public sealed class ModelRemoval(OutputDatabase database, ModelArtefacts artefacts)
{
    private static readonly string[] Parts = ["model_detail", "model_report", "model_work", "model_status"];

    /// <summary>Deletes every version of a model; its bytes too, unless a task that has not ended labels with them.</summary>
    /// <returns>The versions that there were.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(ModelId id, CancellationToken cancel)
    {
        List<string> models;
        await using (var connection = await database.OpenAsync(cancel))
        {
            await using var transaction = await database.Dialect.BeginAsync(connection, cancel);
            models = [.. await connection.QueryAsync<string>(new CommandDefinition(
                $"SELECT m.task_id FROM model_status m WHERE {id.Condition}{database.Dialect.ForUpdate}", id, transaction, cancellationToken: cancel))];
            await DeleteAsync(connection, transaction, models, cancel);
            await transaction.CommitAsync(cancel);
        }
        await artefacts.DeleteUnusedAsync(cancel);
        return models;
    }

    /// <summary>Deletes the versions of a job that were asked for before a new one, within the transaction in which that one becomes ready.</summary>
    public static async Task DeleteReplacedAsync(DbConnection connection, DbTransaction transaction, long jobId, string taskId, CancellationToken cancel)
    {
        var earlier = (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT m.task_id FROM model_status m JOIN model_status n ON n.task_id = @taskId " +
            "WHERE m.job_id = @jobId AND (m.created < n.created OR m.created = n.created AND m.task_id < n.task_id)", new { jobId, taskId }, transaction, cancellationToken: cancel))).ToList();
        await DeleteAsync(connection, transaction, earlier, cancel);
    }

    private static async Task DeleteAsync(DbConnection connection, DbTransaction transaction, List<string> models, CancellationToken cancel)
    {
        foreach (string part in models.Count == 0 ? [] : Parts)
            await connection.ExecuteAsync(new CommandDefinition($"DELETE FROM {part} WHERE task_id IN @models", new { models }, transaction, cancellationToken: cancel));
    }
}
