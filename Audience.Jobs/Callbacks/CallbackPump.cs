using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Callbacks;

/// <summary>
/// Sends one receiver what is due for it, several at a time: one at first, twice as many after each success, half as many after each
/// failure. So a receiver that is well gets thousands in seconds, and one that is away or slow takes up one place.
/// </summary>
public sealed class CallbackPump(CallbackQueue queue, CallbackClient client, ILogger<CallbackPump> log)
{
    /// <summary>Deliveries to one receiver at the same time.</summary>
    public const int MaxParallel = 32;

    // Of so many places one has to be free before more is claimed.
    private const int ClaimedOf = 4;

    private const long FirstPauseMs = 5_000,
        LongestPauseMs = 60 * 60 * 1000;

    /// <summary>Sends until nothing is due, or the receiver is not well.</summary>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    /// <exception cref="System.Data.Common.DbException">The database is away; what was claimed is due again after its lease.</exception>
    public async Task RunAsync(string receiver, CancellationToken cancellationToken)
    {
        var sending = new List<Task<bool>>();
        int limit = 1;
        try
        {
            while (true)
            {
                int free = limit - sending.Count;
                // Some at a time, as each claim asks the database; but few places may stay empty while others wait for a slow answer.
                if (free > 0 && ClaimedOf * free >= limit)
                    foreach (var callback in await queue.ClaimAsync(receiver, free, cancellationToken))
                        sending.Add(SendAsync(callback, cancellationToken));
                if (sending.Count == 0)
                    return;
                var sent = await Task.WhenAny(sending);
                sending.Remove(sent);
                limit = await sent ? Math.Min(2 * limit, MaxParallel) : limit / 2;
            }
        }
        finally
        {
            // Each notes by itself how it ended.
            await ((Task)Task.WhenAll(sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long a delivery waits after a try that failed: 5 seconds, 10, 20 … up to an hour; in milliseconds.</summary>
    /// <param name="attempts">How many have failed, from 1.</param>
    public static long PauseMs(int attempts) =>
        attempts > 20 ? LongestPauseMs : Math.Min(FirstPauseMs << Math.Max(attempts - 1, 0), LongestPauseMs);

    private async Task<bool> SendAsync(ClaimedCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            var (error, isWell) = await client.SendAsync(callback, cancellationToken);
            if (error is null)
                await queue.EndAsync(callback);
            else
                await queue.PostponeAsync(callback, error, PauseMs(callback.Attempts));
            if (error is not null)
                log.LogInformation(
                    "Try {Attempt} of callback {Delivery} ({Event} of {Subject}) failed: {Reason}",
                    callback.Attempts,
                    callback.DeliveryId,
                    callback.EventName,
                    callback.SubjectId,
                    error
                );
            return isWell;
        }
        catch (OperationCanceledException)
        {
            await queue.ReleaseAsync(callback);
            throw;
        }
    }
}
