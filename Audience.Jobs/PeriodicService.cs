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
    /// <summary>Looks once.</summary>
    public abstract Task LookAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        bool failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
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
