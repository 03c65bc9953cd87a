using Audience.Data;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Jobs.Leases;

namespace Audience.ModelWorker.Testing;

/// <summary>Writes what a test of a model has found.</summary>
public sealed class EvaluationWriter(OutputDatabase database, LeaseStore leases, LocalClock clock)
{
    /// <summary>Writes it and ends the work, in one transaction.</summary>
    /// <returns>False where the claim was lost or the test aborted, and nothing is written.</returns>
    public async Task<bool> CommitAsync(WorkClaim claim, Evaluation evaluation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        if (!await leases.LockParentAsync(connection, transaction, claim, cancellationToken))
            return false;
        await ModelReports.StoreAsync(connection, transaction, claim.TaskId, evaluation, clock.Now, cancellationToken);
        if (!await leases.CompleteAsync(connection, transaction, claim, "progress = 1", new { }, cancellationToken))
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
