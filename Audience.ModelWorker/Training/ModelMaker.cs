using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Training;

/// <summary>Makes models of whatever kind, and evaluates them.</summary>
public sealed class ModelMaker(DatasetOpener datasets, VoterLoader voters)
{
    // What is left is for the evaluation.
    private const double FittingShare = 0.9;

    /// <summary>Makes a model.</summary>
    /// <param name="definition">What is asked for.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The model, and what it does on documents of types that were not learned from.</returns>
    /// <exception cref="Audience.Data.Datasets.DatasetException">Rules, documents or models are missing.</exception>
    /// <exception cref="Audience.Training.TrainingException">The documents cannot be learned from.</exception>
    public async Task<(PreparedModel Model, IReadOnlyList<Evaluation> Evaluations)> MakeAsync(
        ModelDefinition definition,
        ProgressWriter progress,
        CancellationToken cancellationToken
    )
    {
        bool isVote = definition.Kind == ModelKind.LabelVote;
        await using var dataset = await datasets.OpenAsync(definition, cancellationToken);
        var job = await dataset.FindJobAsync(needsLabels: !isVote, cancellationToken);
        var fitting = progress.Part(0, FittingShare);
        var (model, evaluated) = isVote
            ? await new VoteFactory(dataset, job, definition, await voters.LoadAsync(definition, cancellationToken)).MakeAsync(
                fitting,
                cancellationToken
            )
            : await new ModelFactory(dataset, job, definition).MakeAsync(fitting, cancellationToken);
        var evaluations = new List<Evaluation>();
        foreach (string type in evaluated)
        {
            evaluations.Add(
                await Evaluator.RunAsync(model, job, type, dataset.DocumentsAsync(type, definition.Feature, cancellationToken))
            );
            progress.Report(FittingShare + (1 - FittingShare) * evaluations.Count / evaluated.Count);
        }
        return (model, evaluations);
    }
}
