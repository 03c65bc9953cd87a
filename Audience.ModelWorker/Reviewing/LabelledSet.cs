using Audience.Data;
using Audience.Data.Documents;
using Audience.Labeling.Prepared;
using Audience.Training;

namespace Audience.ModelWorker.Reviewing;

/// <summary>The documents of a data set, of whatever type.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="Set">Their texts and labels, in the same order.</param>
internal sealed record LabelledSet(IReadOnlyList<long> Ids, TrainingSet Set)
{
    /// <summary>Reads them.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="review">Which set, and what of the documents.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Audience.Data.Datasets.DatasetException">The set is gone, or has no label.</exception>
    public static async Task<LabelledSet> ReadAsync(OutputDatabase database, ReviewRow review, CancellationToken cancellationToken)
    {
        await using var dataset = await StoredDataset.OpenAsync(database, review.TaskId, cancellationToken);
        var job = await dataset.FindJobAsync(needsLabels: true, cancellationToken);
        var (ids, documents) = (new List<long>(), new List<LabeledText>());
        foreach (string type in DocumentRow.Types)
        {
            if (await dataset.CountAsync(type, cancellationToken) == 0)
                continue;
            await foreach (var document in dataset.DocumentsAsync(type, review.Feature, cancellationToken))
            {
                ids.Add(document.Id);
                documents.Add(new LabeledText(document.Text, document.Labels));
            }
        }
        return new LabelledSet(ids, new TrainingSet(job.Labels, job.IsMultiLabel, documents));
    }
}
