using Audience.Data;
using Microsoft.Extensions.Hosting;

namespace Audience.Jobs.Resilience;

/// <summary>Writes to the output database what has to be there in the end: while that is away, it is tried again.</summary>
public sealed class OutputWrites(OutputDatabase database, TransientRetry retry, JobOptions options, IHostApplicationLifetime lifetime)
{
    /// <summary>Writes, for as long as a piece of work may wait or until the process stops.</summary>
    /// <param name="write">May run several times; each time from the start.</param>
    /// <param name="what">For the log.</param>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> write, string what) =>
        retry.RunAsync(write, database.Dialect.IsTransient, what, options.MaxWait, lifetime.ApplicationStopping);

    /// <summary>Writes within a time, or not at all; also while the process stops.</summary>
    /// <param name="write">May run several times; each time from the start.</param>
    /// <param name="what">For the log.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <returns>Why it could not be written: the database is away. Null where it was.</returns>
    public async Task<Exception?> TryRunAsync<T>(Func<CancellationToken, Task<T>> write, string what, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        try
        {
            await retry.RunAsync(write, database.Dialect.IsTransient, what, timeout, source.Token);
            return null;
        }
        catch (Exception e) when (database.Dialect.IsTransient(e) || e is OperationCanceledException)
        {
            return e;
        }
    }
}
