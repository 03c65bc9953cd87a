using System.Text.Json;
using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Labeling.Prepared;
using Audience.ModelWorker.Evaluating;
using Audience.Training;
using Audience.Training.Reviewing;

namespace Audience.ModelWorker.Reviewing;

/// <summary>Looks for documents of a data set whose labels are probably wrong.</summary>
public sealed class SuspectsHandler(OutputDatabase database, ReviewTable reviews, LeaseStore leases, ILogger<SuspectsHandler> log)
    : IWorkHandler
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
        await using var progress = new ProgressWriter((done, token) => TryWriteAsync(claim, done, token));
        var (ids, set) = await ReadAsync(review, cancellationToken);
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
        return await CommitAsync(claim, JsonSerializer.Serialize(found), cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }

    private async Task<(List<long> Ids, TrainingSet Set)> ReadAsync(ReviewRow review, CancellationToken cancellationToken)
    {
        await using var dataset = await StoredDataset.OpenAsync(database, review.TaskId, cancellationToken);
        var job = await dataset.FindJobAsync(cancellationToken);
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
        return documents.Count > 0
            ? (ids, new TrainingSet(job.Labels, job.IsMultiLabel, documents))
            : throw new DatasetException($"data set {review.TaskId} has no document");
    }

    private async Task<bool> CommitAsync(WorkClaim claim, string found, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        if (!await leases.CompleteAsync(connection, transaction, claim, "", new { }, cancellationToken))
            return false;
        await ReviewTable.FinishAsync(connection, transaction, claim.TaskId, found, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task TryWriteAsync(WorkClaim claim, double done, CancellationToken cancellationToken)
    {
        try
        {
            await reviews.WriteProgressAsync(claim.TaskId, claim.Owner, done, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The progress of review {ReviewId} could not be written: {Reason}", claim.TaskId, e.Message);
        }
    }
}
