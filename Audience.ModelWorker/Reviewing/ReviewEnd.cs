using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Data;
using Audience.Data.Documents;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.ModelWorker.Evaluating;

namespace Audience.ModelWorker.Reviewing;

/// <summary>Writes how far a review is, and what it has found.</summary>
public sealed class ReviewEnd(OutputDatabase database, ReviewTable reviews, LeaseStore leases, ILogger<ReviewEnd> log)
{
    // Half as long as with every character beyond ASCII escaped.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the progress from now on.</summary>
    public ProgressWriter Progress(WorkClaim claim) => new((done, token) => TryWriteAsync(claim, done, token));

    /// <summary>Commits what was found.</summary>
    public async Task<WorkOutcome> CommitAsync<T>(WorkClaim claim, T found, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        if (!await leases.CompleteAsync(connection, transaction, claim, "", new { }, cancellationToken))
            return WorkOutcome.Lost;
        await ReviewTable.FinishAsync(connection, transaction, claim.TaskId, JsonSerializer.Serialize(found, s_json), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return WorkOutcome.Done;
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
