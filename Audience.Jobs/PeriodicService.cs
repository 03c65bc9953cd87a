using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs;

/// <summary>Does something again and again, also after it failed: an outage is one line in the log, not one per look.</summary>
/// <param name="period">How long between two looks.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told when looks begin to fail.</param>
/// <param name="complaint">What cannot be done while they do, as the beginning of a sentence.</param>
public abstract class PeriodicService(TimeSpan period, TimeProvider time, ILogger log, string complaint) : BackgroundService
{
    private static readonly Task s_never = new TaskCompletionSource().Task;

    /// <summary>Looks once.</summary>
    public abstract Task LookAsync(CancellationToken cancellationToken);

    /// <summary>Completes when a look is worth while before the period is over. Taken before each look, so that none is missed.</summary>
    protected virtual Task Woken => s_never;

    /// <summary>Whether this process is the one to look.</summary>
    protected virtual bool IsToLook => true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        bool failing = false;
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var woken = Woken;
        while (true)
        {
            await Task.WhenAny(tick, woken);
            if (tick.IsCompleted)
            {
                if (!await tick)
                    return;
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
            woken = Woken;
            if (!IsToLook)
                continue;
            try
            {
                await LookAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    log.LogWarning("{Complaint}, which is tried again every {Period}: {Reason}", complaint, period, e.Message);
                failing = true;
            }
        }
    }
}
