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
        var refused = new HashSet<(WorkKind Kind, string Parent, int Ordinal)>();
        while (true)
        {
            var candidates = await finder.FindAsync(pool.Kinds, pool.Queues, cancellationToken);
            bool hasTried = false;
            foreach (var candidate in order.Of(candidates))
            {
                // What was refused once is somebody's: it is not asked for again before there is a reason to look.
                if (!refused.Add((candidate.Kind, candidate.Parent, candidate.Ordinal)))
                    continue;
                hasTried = true;
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
            if (!hasTried)
                return null;
        }
    }
}
