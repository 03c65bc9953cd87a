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
        while (true)
        {
            var candidates = await finder.FindAsync(pool.Kinds, pool.Queues, cancellationToken);
            foreach (var candidate in order.Of(candidates))
            {
                string owner = Guid.NewGuid().ToString("N");
                var claim = await leases.ClaimAsync(
                    candidate.Kind,
                    candidate.Parent,
                    candidate.Ordinal,
                    owner,
                    worker.Id,
                    cancellationToken
                );
                if (claim is null)
                    continue;
                order.Served(candidate, candidates);
                return claim;
            }
            // Of each parent only the first piece is a candidate, and workers that are woken together all want that one. Who comes too
            // late for it looks again: the one after it may be free, and nobody would say so for seconds.
            if (candidates.Count == 0)
                return null;
        }
    }
}
