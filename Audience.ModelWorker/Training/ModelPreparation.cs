using Audience.Data;
using Audience.Data.Documents;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Jobs.Leases;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model from the frontend's data, evaluates it, and stores both; all of it in one transaction, or nothing.</summary>
public sealed class ModelPreparation(
    OutputDatabase database,
    DatasetOpener datasets,
    ModelWorkTable work,
    ModelArtefacts artefacts,
    LeaseStore leases,
    LocalClock clock
)
{
    // What is left is for the evaluation.
    private const double FittingShare = 0.9;

    /// <summary>Does it.</summary>
    /// <returns>False where the claim was lost or the model aborted.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        if (await work.FindDefinitionAsync(claim, cancellationToken) is not { } definition)
            return false;
        // What earlier versions have left: a model that is replaced may still label a task when its successor is ready.
        await artefacts.TryDeleteUnusedAsync(cancellationToken);
        await using var progress = new ProgressWriter(work, claim);
        await using var dataset = await datasets.OpenAsync(definition, cancellationToken);
        var job = await dataset.FindJobAsync(cancellationToken);
        var (model, evaluated) = await new ModelFactory(dataset, job, definition).MakeAsync(
            progress.Part(0, FittingShare),
            cancellationToken
        );
        var evaluations = new List<Evaluation>();
        foreach (string type in evaluated)
        {
            evaluations.Add(
                await Evaluator.RunAsync(model, job, type, dataset.DocumentsAsync(type, definition.Feature, cancellationToken))
            );
            progress.Report(FittingShare + (1 - FittingShare) * evaluations.Count / evaluated.Count);
        }
        return await CommitAsync(claim, model, evaluations, cancellationToken);
    }

    private async Task<bool> CommitAsync(
        WorkClaim claim,
        PreparedModel model,
        List<Evaluation> evaluations,
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
