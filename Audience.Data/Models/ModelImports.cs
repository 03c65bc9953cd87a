using Audience.Labeling.Prepared;
using Dapper;

namespace Audience.Data.Models;

/// <summary>Stores models that were not prepared here.</summary>
public sealed class ModelImports(OutputDatabase database, ModelArtefacts artefacts)
{
    /// <summary>Writes a ready model in place of what its job had; all of it becomes visible at once.</summary>
    /// <returns>Models of the job whose preparation this ends, or null where the task id is in use.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(ModelDefinition definition, PreparedModel model, DateTime createTime, CancellationToken cancel)
    {
        List<string> open;
        await using (var connection = await database.OpenAsync(cancel))
        {
            await using var transaction = await database.Dialect.BeginAsync(connection, cancel);
            open = [.. await connection.QueryAsync<string>(new CommandDefinition(
                $"SELECT task_id FROM model_status WHERE job_id = @JobId AND training_status IN ('pending', 'started'){database.Dialect.ForUpdate}", definition, transaction, cancellationToken: cancel))];
            string artefact = await artefacts.StoreAsync(connection, transaction, model, cancel);
            int inserted = await connection.ExecuteAsync(new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO model_status (task_id, model_name, training_status, feature, model_path, create_time, job_id, queue, artefact, created) " +
                $"VALUES (@TaskId, @name, @status, @Feature, @ModelPath, @createTime, @JobId, @Queue, @artefact, {database.Dialect.NowMs})",
                new
                {
                    definition.TaskId, name = model.Kind.Name(), status = model.Kind.IsTrainable() ? ModelStat.Finished : ModelStat.Untrainable,
                    definition.Feature, definition.ModelPath, createTime, definition.JobId, definition.Queue, artefact,
                }, transaction, cancellationToken: cancel));
            if (inserted == 0)
                return null;
            await ModelRemoval.DeleteReplacedAsync(connection, transaction, definition.JobId, definition.TaskId, cancel);
            await transaction.CommitAsync(cancel);
        }
        await artefacts.DeleteUnusedAsync(cancel);
        return open;
    }
}
