using Audience.Contracts.Messages;
using Audience.Data.Schedules;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Schedules;

/// <summary>Looks once a second for schedules that are due, or whose run has ended. Every label worker has one; who comes first does it.</summary>
public sealed class Scheduler(
    ScheduleQueries schedules,
    ScheduleStep step,
    ScheduleClock clock,
    IBus bus,
    TimeProvider time,
    ILogger<Scheduler> log
) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (string id in await schedules.ListDueAsync(clock.NowMs, cancellationToken))
            if (await step.RunAsync(id, cancellationToken) is { } task)
                await TellAsync(task);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
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
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("Schedules cannot be looked at, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
        }
    }

    // The watchdog finds the task in any case.
    private async Task TellAsync(string taskId)
    {
        try
        {
            var command = new CreateTask(Guid.ParseExact(taskId, "N"));
            await BrokerTimeout.RunAsync(token => new CommandSender(bus).ToTasksAsync(command, token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogWarning("Task {TaskId} begins when the watchdog finds it, within seconds: {Reason}", taskId, e.Message);
        }
    }
}
