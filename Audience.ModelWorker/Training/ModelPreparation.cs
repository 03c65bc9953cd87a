using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Data.Work;
using Audience.Hosting;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model from the frontend's data, evaluates it, and stores both; all of it in one transaction, or nothing.</summary>
public sealed class ModelPreparation(
    OutputDatabase database, DatasetServer datasets, ModelWorkTable work, ModelArtefacts artefacts, WorkLedger ledger, LocalClock clock)
{
    // What is left is for the evaluation.
    private const double FittingShare = 0.9;

    /// <summary>Does it.</summary>
    /// <returns>False where the claim was lost or the model aborted.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, CancellationToken cancel)
    {
        if (await work.FindDefinitionAsync(claim, cancel) is not { } definition)
            return false;
        // What earlier versions have left: a model that is replaced may still label a task when its successor is ready.
        await artefacts.TryDeleteUnusedAsync(cancel);
        await using var progress = new ProgressWriter(work, claim);
        await using var dataset = await datasets.OpenAsync(definition.DatasetDb, cancel);
        var job = await dataset.FindJobAsync(definition.DatasetNo, cancel);
        var (model, evaluated) = await new ModelSource(dataset, job, definition).MakeAsync(progress.Part(0, FittingShare), cancel);
        var evaluations = new List<Evaluation>();
        foreach (string type in evaluated)
        {
            evaluations.Add(await Evaluator.RunAsync(model, job, type, dataset.DocumentsAsync(job, type, definition.Feature, cancel)));
            progress.Report(FittingShare + (1 - FittingShare) * evaluations.Count / evaluated.Count);
        }
        return await CommitAsync(claim, model, evaluations, cancel);
    }

    private async Task<bool> CommitAsync(WorkClaim claim, PreparedModel model, List<Evaluation> evaluations, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await ledger.BeginAsync(connection, claim, cancel);
        string artefact = await artefacts.StoreAsync(connection, transaction, model, cancel);
        // The model's row before its reports, as whoever deletes it takes them.
        if (!await ledger.LockParentAsync(connection, transaction, claim, cancel))
            return false;
        foreach (var evaluation in evaluations)
            await ModelReports.StoreAsync(connection, transaction, claim.TaskId, evaluation, clock.Now, cancel);
        if (!await ledger.CompleteAsync(connection, transaction, claim, "artefact = @artefact, progress = 1", new { artefact }, cancel))
            return false;
        await transaction.CommitAsync(cancel);
        return true;
    }
}
