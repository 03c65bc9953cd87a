using Audience.Data;
using Audience.Data.Work;
using Audience.Hosting.Metrics;
using Audience.Hosting.Settings;
using Audience.Hosting.Tracing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting.Work;

/// <summary>
/// Does one piece of work under a claim: takes it, keeps its lease alive, waits out passing trouble, counts what fails, and gives it
/// back when the worker stops. Whatever happens, the tables say truly how far the piece is.
/// </summary>
public sealed class WorkRunner(
    WorkLedger ledger,
    OutputDatabase database,
    RunningTasks running,
    TransientRetry retry,
    AudienceSettings settings,
    WorkMetrics metrics,
    IHostApplicationLifetime lifetime,
    ILogger<WorkRunner> log
)
{
    private static readonly TimeSpan s_releaseTimeout = TimeSpan.FromSeconds(4);

    private TimeSpan MaxDuration => TimeSpan.FromMinutes(settings.Work.RetryMinutes);

    /// <summary>Does the piece if nobody else does.</summary>
    /// <param name="table">What kind of piece.</param>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="key">The piece.</param>
    /// <param name="isTransient">Which errors of the work pass by themselves, besides those of the output database.</param>
    /// <param name="work">Commits and returns true, or returns false where the claim was lost.</param>
    /// <param name="isFinal">Which errors no further attempt can mend; their message stands alone then.</param>
    public async Task RunAsync(
        WorkTable table,
        string taskId,
        object key,
        Func<Exception, bool> isTransient,
        Func<WorkClaim, CancellationToken, Task<bool>> work,
        Func<Exception, bool>? isFinal = null
    )
    {
        var stopping = lifetime.ApplicationStopping;
        string what = $"{table.Name} {key} of task {taskId}";
        string owner = Guid.NewGuid().ToString("N");
        var claim = await retry.RunAsync(
            token => ledger.ClaimAsync(table, taskId, key, owner, token),
            database.Dialect.IsTransient,
            what,
            MaxDuration,
            stopping
        );
        if (claim is null)
            return;
        using var span = WorkTraces.Begin(claim);
        if (claim.Attempt > 1)
            metrics.Retried();
        if (claim.Attempt > settings.Work.ChunkAttempts)
        {
            await FailAsync(
                claim,
                $"{what} was begun {claim.Attempt - 1} times and never ended: it seems to take its worker down",
                forGood: true
            );
            return;
        }
        using var ending = new Ending(stopping);
        using var entry = running.Enter(claim, ending);
        await using var lease = new LeaseKeeper(ledger, claim, ending, log);
        try
        {
            bool again = false;
            bool done = await retry.RunAsync(
                TryAsync,
                e => isTransient(e) || database.Dialect.IsTransient(e),
                what,
                MaxDuration,
                ending.Token
            );
            if (!done)
            {
                log.LogInformation("{What} is done, was taken from this worker or aborted; what this attempt wrote is discarded", what);
                // A claim that an abort overtook is still held.
                await ReleaseAsync(claim, what);
            }

            // What was hindered may have been long: the piece may be another's by now, or done, where only the answer to a commit was lost.
            async Task<bool> TryAsync(CancellationToken token)
            {
                if (again && !await ledger.RenewAsync(claim, token))
                    return false;
                again = true;
                return await work(claim, token);
            }
        }
        catch (Exception e) when (ending.IsAsked)
        {
            log.LogInformation(
                "{What} is given back ({Error}): {Reason}",
                what,
                e.GetType().Name,
                stopping.IsCancellationRequested ? "this worker stops" : "the task was aborted, or another worker took it"
            );
            await ReleaseAsync(claim, what);
        }
        catch (Exception e) when (isFinal is not null && isFinal(e))
        {
            log.LogWarning("{What} cannot be done: {Reason}", what, e.Message);
            await FailAsync(claim, e.Message, forGood: true);
        }
        catch (Exception e)
        {
            log.LogError(e, "{What} failed at attempt {Attempt} of {Most}", what, claim.Attempt, settings.Work.ChunkAttempts);
            await FailAsync(claim, $"{what}: {e.Message}", claim.Attempt >= settings.Work.ChunkAttempts);
        }
    }

    // A worker that stops has 10 seconds; where the database does not answer, the lease ends by itself.
    private async Task ReleaseAsync(WorkClaim claim, string what)
    {
        using var timeout = new CancellationTokenSource(s_releaseTimeout);
        try
        {
            await retry.RunAsync(
                token => ledger.ReleaseAsync(claim, token),
                database.Dialect.IsTransient,
                what,
                s_releaseTimeout,
                timeout.Token
            );
        }
        catch (Exception e) when (database.Dialect.IsTransient(e) || e is OperationCanceledException)
        {
            log.LogWarning("{What} could not be given back ({Reason}); another worker takes it when its lease ends", what, e.Message);
        }
    }

    private Task FailAsync(WorkClaim claim, string reason, bool forGood) =>
        retry.RunAsync(
            token => ledger.FailAsync(claim, reason, forGood, token),
            database.Dialect.IsTransient,
            reason,
            MaxDuration,
            lifetime.ApplicationStopping
        );
}
