using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;
using Audience.Training;
using Audience.Training.Votes;

namespace Audience.ModelWorker.Training;

/// <summary>
/// Weighs the votes of models: by documents that people labelled, of type train, or of type dev where a model has learned from those
/// of type train; by how the models agree where none of these documents has a label.
/// </summary>
/// <param name="dataset">Where the documents are.</param>
/// <param name="job">Whose they are.</param>
/// <param name="definition">What is asked for.</param>
/// <param name="voters">The models.</param>
internal sealed class VoteFactory(IDataset dataset, LabelingJob job, ModelDefinition definition, LoadedVoters voters)
{
    private string Weighed => voters.HaveLearned ? "dev" : "train";

    /// <summary>The model, and the sets of documents that it is to be evaluated on.</summary>
    /// <exception cref="DatasetException">Documents are missing, or have too many labels or too few.</exception>
    /// <exception cref="TrainingException">The documents tell nothing about the votes.</exception>
    public async Task<(PreparedModel Model, IReadOnlyList<string> Evaluated)> MakeAsync(
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        if (job.Labels.Count > 0)
            DocumentChecks.Labels(job);
        if (await dataset.CountAsync(Weighed, cancellationToken) == 0)
            throw new DatasetException(
                $"DATASET_NO {job.Id} has no document of type {Weighed}"
                    + (voters.HaveLearned ? ": votes are weighed by these, as one of the models has learned from those of type train" : "")
            );
        bool isLabelled = false;
        var texts = new List<string>();
        await foreach (var document in dataset.DocumentsAsync(Weighed, definition.Feature, cancellationToken))
        {
            isLabelled |= document.Labels.Count > 0;
            texts.Add(document.Text);
        }
        var set = isLabelled
            ? new TrainingSet(
                job.Labels,
                job.IsMultiLabel,
                await dataset.LabelledAsync(job, Weighed, definition.Feature, cancellationToken)
            )
            : null;
        var model = await Task.Factory.StartNew(
            () =>
                set is null
                    ? VoteTrainer.Agree(voters.Models, job.IsMultiLabel, texts, progress, cancellationToken)
                    : VoteTrainer.Learn(voters.Models, set, progress, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return (model, job.Labels.Count == 0 ? [] : [.. (await dataset.EvaluatedAsync(cancellationToken)).Where(t => t != Weighed)]);
    }
}
