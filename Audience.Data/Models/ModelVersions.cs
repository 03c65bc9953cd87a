using Audience.Labeling.Prepared;
using Dapper;

namespace Audience.Data.Models;

/// <summary>
/// Changes ready models: each change makes a new version, which takes the place of the old one at once. Tasks keep the version that they
/// began with.
/// </summary>
public sealed class ModelVersions(OutputDatabase database, ModelArtefacts artefacts)
{
    /// <summary>Changes a model.</summary>
    /// <param name="taskId">A ready model.</param>
    /// <param name="change">Gives the changed model, or null where it cannot be changed so, or throws; it may not take long.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is changed.</param>
    /// <returns>The new version; null where the model is not there any more, or cannot be changed so.</returns>
    public async Task<PreparedModel?> ChangeAsync(
        string taskId,
        Func<PreparedModel, PreparedModel?> change,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // The row is held, so that two changes at a time come one after the other, and none is lost.
        string? hash = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                $"SELECT artefact FROM model_status WHERE task_id = @taskId{database.Dialect.ForUpdate}",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (
            hash is null
            || await ModelArtefacts.FindAsync(connection, transaction, hash, cancellationToken) is not { } bytes
            || change(PreparedModel.FromBytes(bytes)) is not { } version
        )
            return null;
        string changed = await artefacts.StoreAsync(connection, transaction, version, cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE model_status SET artefact = @changed WHERE task_id = @taskId",
                new { changed, taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return version;
    }
}
