using Audience.Data;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Jobs.Leases;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model from the frontend's data, evaluates it, and stores both; all of it in one transaction, or nothing.</summary>
public sealed class ModelPreparation(
    OutputDatabase database,
    ModelWorkTable work,
    ModelArtefacts artefacts,
    ModelMaker maker,
    LeaseStore leases,
    LocalClock clock
)
{
    /// <summary>Does it.</summary>
    /// <returns>False where the claim was lost or the model aborted.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        if (await work.FindDefinitionAsync(claim, cancellationToken) is not { } definition)
            return false;
        // What earlier versions have left: a model that is replaced may still label a task when its successor is ready.
        await artefacts.TryDeleteUnusedAsync(cancellationToken);
        await using var progress = new ProgressWriter(work, claim);
        var (model, evaluations) = await maker.MakeAsync(definition, progress, cancellationToken);
        return await CommitAsync(claim, model, evaluations, cancellationToken);
    }

    private async Task<bool> CommitAsync(
        WorkClaim claim,
        PreparedModel model,
        IReadOnlyList<Evaluation> evaluations,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        string artefact = await artefacts.StoreAsync(connection, transaction, model, cancellationToken);
        // The model's row before its reports, as whoever deletes it takes them.
        if (!await leases.LockParentAsync(connection, transaction, claim, cancellationToken))
            return false;
        foreach (var evaluation in evaluations)
            await ModelReports.StoreAsync(connection, transaction, claim.TaskId, evaluation, clock.Now, cancellationToken);
        if (
            !await leases.CompleteAsync(
                connection,
                transaction,
                claim,
                "artefact = @artefact, progress = 1",
                new { artefact },
                cancellationToken
            )
        )
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
