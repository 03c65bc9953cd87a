using Audience.Data;
using Audience.Jobs.Resilience;
using Audience.Jobs.Sagas;

namespace Audience.Jobs.Models;

/// <summary>
/// What callers change of models. Such a change may meet those of workers and other callers: where the database ends one of two for the
/// other's sake, it is made again.
/// </summary>
public sealed class ModelChanges(SagaRows rows, OutputDatabase database, TransientRetry retry)
{
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(3);

    /// <summary>Makes a change, in a transaction of its own.</summary>
    /// <exception cref="System.Data.Common.DbException">The database stays away.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> change, CancellationToken cancellationToken) =>
        retry.RunAsync(change, database.Dialect.IsTransient, "a change of models", s_maxDuration, cancellationToken);

    /// <summary>Ends what is being prepared or tested of some versions of a model; those that this hit.</summary>
    public async Task<IReadOnlyList<string>> AbortAsync(IEnumerable<string> taskIds, string reason, CancellationToken cancellationToken)
    {
        var hit = new List<string>();
        foreach (string id in taskIds)
            if (await RunAsync(token => AbortAsync(id, reason, token), cancellationToken))
                hit.Add(id);
        return hit;
    }

    private Task<bool> AbortAsync(string id, string reason, CancellationToken cancellationToken) =>
        rows.ChangeAsync<ModelState>(
            id,
            async (model, db) =>
            {
                if (model is null || !ModelTransitions.TryAbort(model, reason))
                    return false;
                await db.WorkOf(id).RemoveWaitingAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
}
