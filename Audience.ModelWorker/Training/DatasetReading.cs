using Audience.Data.Datasets;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Training;

/// <summary>What is read of a data set to make a model.</summary>
internal static class DatasetReading
{
    private static readonly string[] s_evaluated = ["dev", "test"];

    /// <summary>The types of documents, of those that a new model is evaluated on, that there are.</summary>
    public static async Task<IReadOnlyList<string>> EvaluatedAsync(this IDataset dataset, CancellationToken cancellationToken)
    {
        var present = new List<string>();
        foreach (string type in s_evaluated)
            if (await dataset.CountAsync(type, cancellationToken) > 0)
                present.Add(type);
        return present;
    }

    /// <summary>All documents of a type, each with as many labels as it should have.</summary>
    /// <exception cref="DatasetException">There are none, or one has another number of labels.</exception>
    public static async Task<List<LabeledText>> LabelledAsync(
        this IDataset dataset,
        LabelingJob job,
        string type,
        string feature,
        CancellationToken cancellationToken
    )
    {
        var documents = new List<LabeledText>();
        await foreach (var document in dataset.DocumentsAsync(type, feature, cancellationToken))
        {
            DocumentChecks.Document(job, document);
            documents.Add(new LabeledText(document.Text, document.Labels));
        }
        return documents;
    }
}
