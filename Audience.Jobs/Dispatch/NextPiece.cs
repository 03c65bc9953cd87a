using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>Claims the next piece of work in fair order.</summary>
public sealed class NextPiece(CandidateFinder finder, LeaseStore leases, WorkerIdentity worker)
{
    /// <summary>Claims it; null where there is none.</summary>
    /// <param name="pool">The pool that it is for.</param>
    /// <param name="order">Whose turn it is in the pool.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WorkClaim?> ClaimAsync(SlotPool pool, FairOrder order, CancellationToken cancellationToken)
    {
        var candidates = await finder.FindAsync(pool.Kinds, pool.Queues, cancellationToken);
        foreach (var candidate in order.Of(candidates))
        {
            string owner = Guid.NewGuid().ToString("N");
            var claim = await leases.ClaimAsync(candidate.Kind, candidate.Parent, candidate.Ordinal, owner, worker.Id, cancellationToken);
            if (claim is null)
                continue;
            order.Served(candidate, candidates);
            return claim;
        }
        return null;
    }
}
