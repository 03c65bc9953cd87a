using Audience.Jobs.Leases;
using Audience.Jobs.Resilience;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Writes how an attempt at a piece of work ended, and has the saga look at it. Where the output database is away, it goes on
/// trying.
/// </summary>
public sealed class WorkEnd(
    LeaseStore leases,
    OutputWrites writes,
    WorkHandlers handlers,
    SagaWaker waker,
    JobOptions options,
    ILogger<WorkEnd> log
)
{
    private static readonly TimeSpan s_releaseTimeout = TimeSpan.FromSeconds(4),
        s_firstDelay = TimeSpan.FromMilliseconds(250),
        s_maxDelay = TimeSpan.FromSeconds(30);

    /// <summary>Has the saga of the piece's parent look at the tables.</summary>
    public Task TellAsync(WorkClaim claim) => waker.TryWakeAsync(claim.Kind, claim.TaskId);

    /// <summary>Counts a failed attempt.</summary>
    public async Task FailAsync(WorkClaim claim, string reason, bool final)
    {
        // No slot is kept from others by such writes: while the output database is away, nobody can take a piece.
        var handler = final ? handlers.Of(claim.Kind) : null;
        await writes.RunAsync(
            token =>
                leases.FailAsync(claim, reason, final, handler is null ? null : (c, t) => handler.FailedAsync(c, t, claim, reason), token),
            claim.ToString()
        );
        if (final)
            await TellAsync(claim);
    }

    /// <summary>Puts a piece off; where it has waited too long by now, it fails.</summary>
    public async Task PostponeAsync(WorkClaim claim, Exception reason)
    {
        var delay = reason is SourceAwayException { RetryAfter: { } after } ? after : Delay(claim.Postponed);
        log.LogWarning("{Claim} waits for {Delay} s: {Reason}", claim, Math.Round(delay.TotalSeconds, 1), reason.Message);
        if (!await writes.RunAsync(token => leases.PostponeAsync(claim, delay, reason.Message, options.MaxWait, token), claim.ToString()))
            await FailAsync(claim, $"{claim}: {reason.Message}, for {options.MaxWait.TotalMinutes} minutes", final: true);
    }

    /// <summary>Gives a piece back that goes on later.</summary>
    public Task YieldAsync(WorkClaim claim) => writes.RunAsync(token => leases.YieldAsync(claim, token), claim.ToString());

    /// <summary>
    /// Gives a piece back. A worker that stops has 10 seconds; where the database does not answer, the lease ends by itself.
    /// </summary>
    public async Task ReleaseAsync(WorkClaim claim)
    {
        if (await writes.TryRunAsync(token => leases.ReleaseAsync(claim, token), claim.ToString(), s_releaseTimeout) is { } reason)
            log.LogWarning(
                "{Claim} could not be given back ({Reason}); another worker takes it when its lease ends",
                claim,
                reason.Message
            );
    }

    // Doubles each time, with some chance, so that what was put off together does not come back together.
    private static TimeSpan Delay(int postponed)
    {
        var delay = s_firstDelay * Math.Pow(2, Math.Min(postponed, 10)) * (0.75 + Random.Shared.NextDouble() / 2);
        return delay < s_maxDelay ? delay : s_maxDelay;
    }
}
