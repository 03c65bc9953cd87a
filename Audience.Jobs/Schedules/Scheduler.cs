using Audience.Data.Schedules;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leadership;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Schedules;

/// <summary>
/// Looks once a second, and when work was added or a run's piece has ended, for schedules that are due, or whose run has ended. One label
/// worker does it; where another takes over meanwhile, who comes first.
/// </summary>
public sealed class Scheduler(
    ScheduleQueries schedules,
    ScheduleStep step,
    SagaWaker waker,
    WorkSignal signal,
    LeaderElection election,
    ILogger<Scheduler> log
) : LeaderService("schedules", TimeSpan.FromSeconds(1), election, log, "Schedules cannot be looked at")
{
    protected override Task Woken => signal.Next;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (string id in await schedules.ListDueAsync(step.NowMs, cancellationToken))
        {
            var (task, hasWork) = await step.RunAsync(id, cancellationToken);
            if (task is not null)
                await waker.TryBeginAsync(task);
            if (hasWork)
                await waker.TryTellAddedAsync(id);
        }
    }
}
