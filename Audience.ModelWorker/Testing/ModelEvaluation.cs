using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Jobs.Leases;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Testing;

/// <summary>Evaluates a ready model on the documents of type <c>ext_test</c>.</summary>
public sealed class ModelEvaluation(
    DatasetOpener datasets,
    ModelWorkTable work,
    ModelTable models,
    ModelCache cache,
    EvaluationWriter writer
)
{
    private const string DocumentType = "ext_test";

    /// <summary>Does it.</summary>
    /// <returns>False where the claim was lost or the test aborted.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        if (await work.FindDefinitionAsync(claim, cancellationToken) is not { } definition)
            return false;
        var row = await models.FindAsync(new ModelId(null, claim.TaskId), cancellationToken);
        var model = row?.Artefact is { } artefact ? await cache.FindAsync(artefact, cancellationToken) : null;
        if (model is null)
            throw new DatasetException("the model is gone: prepare it again");
        await using var progress = new ProgressWriter(work, claim);
        await using var dataset = await datasets.OpenAsync(definition, cancellationToken);
        var job = await dataset.FindJobAsync(needsLabels: true, cancellationToken);
        long documents = await dataset.CountAsync(DocumentType, cancellationToken);
        var evaluation = await Evaluator.RunAsync(
            model,
            job,
            DocumentType,
            dataset.DocumentsAsync(DocumentType, definition.Feature, cancellationToken),
            done => progress.Report((double)done / documents)
        );
        return await writer.CommitAsync(claim, evaluation, cancellationToken);
    }
}
