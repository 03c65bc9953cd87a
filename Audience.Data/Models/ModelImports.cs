using Audience.Labeling.Prepared;
using Dapper;

namespace Audience.Data.Models;

/// <summary>Stores models that were not prepared here.</summary>
public sealed class ModelImports(OutputDatabase database, ModelArtefacts artefacts, ModelRemoval removal)
{
    /// <summary>Writes a ready model in place of what its job had; all of it becomes visible at once.</summary>
    /// <returns>The versions that it replaces, or null where the task id is in use.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(
        ModelDefinition definition,
        PreparedModel model,
        DateTime createTime,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        string artefact = await artefacts.StoreAsync(connection, transaction, model, cancellationToken);
        int inserted = await connection.ExecuteAsync(
            new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO model_status (task_id, model_name, "
                    + "training_status, feature, model_path, create_time, job_id, queue, artefact, created) "
                    + "VALUES (@TaskId, @name, @status, @Feature, @ModelPath, "
                    + $"@createTime, @JobId, @Queue, @artefact, {database.Dialect.NowMs})",
                new
                {
                    definition.TaskId,
                    name = model.Kind.Name(),
                    status = model.Kind.IsTrainable() ? ModelStat.Finished : ModelStat.Untrainable,
                    definition.Feature,
                    definition.ModelPath,
                    createTime,
                    definition.JobId,
                    definition.Queue,
                    artefact,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (inserted == 0)
            return null;
        var replaced = await removal.DeleteReplacedAsync(connection, transaction, definition.TaskId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return replaced;
    }
}
