using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;
using Dapper;

namespace Audience.Data.Models;

/// <summary>
/// Changes the terms of a term-weight model: each change makes a new version, which takes the place of the old one at once.
/// </summary>
public sealed class ModelTerms(OutputDatabase database, ModelArtefacts artefacts)
{
    /// <summary>Changes a model's terms.</summary>
    /// <param name="taskId">A ready model.</param>
    /// <param name="change">Gives the changed model, or throws; it may not take long.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is changed.</param>
    /// <returns>False where the model is not there any more, or has no terms.</returns>
    public async Task<bool> ChangeAsync(string taskId, Func<TermWeightModel, TermWeightModel> change, CancellationToken cancellationToken)
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
            || PreparedModel.FromBytes(bytes) is not { Terms: { } terms } model
        )
            return false;
        var edited = change(terms);
        // Probabilities were learned for the labels that there were.
        var version = edited.Labels.SequenceEqual(terms.Labels) ? model.With(edited) : PreparedModel.FromTerms(edited);
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
        return true;
    }
}
