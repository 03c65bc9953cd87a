using Audience.Data;
using Audience.Hosting.Work;

namespace Audience.Api.Models;

/// <summary>Makes changes of models that may meet those of workers and other callers: where the database ends one of two for the other's sake, it is made again.</summary>
public sealed class ModelChanges(TransientRetry retry, OutputDatabase database)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(3);

    /// <summary>Makes a change, in a transaction of its own.</summary>
    /// <exception cref="System.Data.Common.DbException">The database stays away.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> change, CancellationToken cancellationToken) =>
        retry.RunAsync(change, database.Dialect.IsTransient, "a change of models", MaxDuration, cancellationToken);
}
