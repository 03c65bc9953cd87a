using Audience.Contracts.Messages;
using Audience.Data.Schedules;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Schedules;

/// <summary>
/// Looks once a second, and when work was added or a run's piece has ended, for schedules that are due, or whose run has ended. Every label
/// worker has one; who comes first does it.
/// </summary>
public sealed class Scheduler(
    ScheduleQueries schedules,
    ScheduleStep step,
    ScheduleClock clock,
    IBus bus,
    BrokerState broker,
    WorkSignal signal,
    TimeProvider time,
    ILogger<Scheduler> log
) : PeriodicService(TimeSpan.FromSeconds(1), time, log, "Schedules cannot be looked at")
{
    private readonly ILogger _log = log;

    protected override Task Woken => signal.Next;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (string id in await schedules.ListDueAsync(clock.NowMs, cancellationToken))
        {
            var (task, hasWork) = await step.RunAsync(id, cancellationToken);
            if (task is not null)
                await TellAsync(task);
            if (hasWork)
                signal.Set();
        }
    }

    // The watchdog finds the task in any case.
    private async Task TellAsync(string taskId)
    {
        try
        {
            var command = new CreateTask(Guid.ParseExact(taskId, "N"));
            await broker.RunAsync(token => new CommandSender(bus).ToTasksAsync(command, token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            _log.LogWarning("Task {TaskId} begins when the watchdog finds it, within seconds: {Reason}", taskId, e.Message);
        }
    }
}
