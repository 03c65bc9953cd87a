using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Training.Reviewing;

namespace Audience.ModelWorker.Reviewing;

/// <summary>Looks for documents of a data set whose labels are probably wrong.</summary>
public sealed class SuspectsHandler(OutputDatabase database, ReviewTable reviews, ReviewEnd end) : IWorkHandler
{
    // More than anybody looks through, and small enough for one packet.
    private const int MostKept = 2_000;

    public WorkKind Kind => WorkKind.Suspects;

    public bool IsFinal(Exception error) => FinalErrors.Are(error);

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        var claim = work.Claim;
        if (await reviews.FindAsync(claim.TaskId, cancellationToken) is not { } review)
            return WorkOutcome.Lost;
        await using var progress = end.Progress(claim);
        var (ids, set) = await LabelledSet.ReadAsync(database, review, cancellationToken);
        if (ids.Count == 0)
            throw new DatasetException($"data set {review.TaskId} has no document");
        var doubts = await Task.Factory.StartNew(
            () => LabelDoubts.Find(set, progress, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var doubtful = doubts.Where(doubt => doubt.Doubt > 0.5).ToList();
        var found = new Suspects(
            doubts.Count,
            doubtful.Count,
            [
                .. doubtful
                    .Take(MostKept)
                    .Select(doubt => new Suspect(
                        ids[doubt.Document],
                        Math.Round(doubt.Doubt, 4),
                        [.. set.Documents[doubt.Document].Labels],
                        [.. doubt.Suggested.Select(label => set.Labels[label])]
                    )),
            ]
        );
        return await end.CommitAsync(claim, found, cancellationToken);
    }
}
