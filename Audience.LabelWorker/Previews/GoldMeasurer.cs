using System.Diagnostics;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Documents;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.LabelWorker.Previews;

/// <summary>Tells by documents that people labelled how right a task would be.</summary>
public sealed class GoldMeasurer(DataSetTable sets, DocumentReader documents, AudienceSettings settings)
{
    // The sample of posts needs time, too.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(15);

    /// <summary>Looks at the documents.</summary>
    /// <param name="model">Labels them.</param>
    /// <param name="table">What is labelled.</param>
    /// <param name="gold">Which documents.</param>
    /// <param name="random">Chooses examples.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreviewRefusedException">They cannot tell.</exception>
    internal async Task<PreviewGold> RunAsync(
        TaskModel model,
        PostTable table,
        PreviewedGold gold,
        Random random,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        if (table.LabelsId)
            throw new PreviewRefusedException(
                "GOLD: documents have no id of a post, so they cannot tell how right labels of PREDICT_TYPE id are"
            );
        if (await sets.FindAsync(gold.TaskId, cancellationToken) is null)
            throw new PreviewRefusedException($"GOLD: there is no data set {gold.TaskId} in /documents/");
        var counter = new GoldCounter(model, table, settings.Labels, random);
        bool isCut = false;
        foreach (string type in gold.DatasetTypes)
        {
            await foreach (var document in documents.ListAsync(gold.TaskId, new DocumentFilter(type), cancellationToken))
            {
                counter.Add(document);
                if (isCut = Stopwatch.GetElapsedTime(start) > s_most)
                    break;
            }
            if (isCut)
                break;
        }
        return counter.Answer(gold, !isCut);
    }
}
