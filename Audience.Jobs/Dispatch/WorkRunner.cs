using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Does one piece of work under its claim: keeps its lease alive, puts it off while something outside is away, counts what fails,
/// and gives it
/// back when the worker stops. Whatever happens, the tables say truly how far the piece is.
/// </summary>
public sealed class WorkRunner(
    WorkHolder holder,
    WorkHandlers handlers,
    WorkEnd end,
    WorkMetrics metrics,
    JobOptions options,
    ILogger<WorkRunner> log
)
{
    /// <summary>Does the piece, to whatever end. Throws nothing that the piece throws.</summary>
    public async Task RunAsync(WorkContext work)
    {
        var claim = work.Claim;
        using var span = WorkTraces.Begin(claim);
        if (claim.Attempt > 1)
            metrics.Retried();
        if (claim.Attempt > options.MaxAttempts)
        {
            string reason = $"{claim} was begun {claim.Attempt - 1} times and never ended: it seems to take its worker down";
            await end.FailAsync(claim, reason, final: true);
            return;
        }
        var handler = handlers.Of(claim.Kind);
        await using var held = holder.Hold(work);
        try
        {
            switch (await handler.RunAsync(work, held.Token))
            {
                case WorkOutcome.Done:
                    await end.TellAsync(claim);
                    break;
                case WorkOutcome.Yielded:
                    await end.YieldAsync(claim);
                    break;
                default:
                    log.LogInformation(
                        "{Claim} is done, was taken from this worker or aborted; what this attempt wrote is discarded",
                        claim
                    );
                    // A claim that an abort overtook is still held.
                    await end.ReleaseAsync(claim);
                    break;
            }
        }
        catch (Exception e) when (held.IsCancelled)
        {
            string reason = held.IsStopping ? "this worker stops" : "the task was aborted, or another worker took it";
            log.LogInformation("{Claim} is given back ({Error}): {Reason}", claim, e.GetType().Name, reason);
            await end.ReleaseAsync(claim);
        }
        catch (Exception e) when (handler.IsFinal(e))
        {
            log.LogWarning("{Claim} cannot be done: {Reason}", claim, e.Message);
            await end.FailAsync(claim, e.Message, final: true);
        }
        catch (Exception e) when (handlers.Passes(claim.Kind, e))
        {
            await end.PostponeAsync(claim, e);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Claim} failed at attempt {Attempt} of {Max}", claim, claim.Attempt, options.MaxAttempts);
            await end.FailAsync(claim, $"{claim}: {e.Message}", claim.Attempt >= options.MaxAttempts);
        }
    }
}
