using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Watchdog;
using MassTransit;

namespace Audience.Jobs.Tasks;

/// <summary>Has a task's rows deleted; the last one is the saga's own.</summary>
public sealed class DeletionStep(SagaDbContext db) : ITaskStep
{
    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var (task, cancellationToken) = (context.Saga, context.CancellationToken);
        task.CheckAt = await db.NowAsync(cancellationToken) + SagaWatchdog.CheckMs;
        var items = db.WorkOf(task.TaskId);
        var (open, _, error) = await items.FindOpenAsync(WorkKind.Delete, cancellationToken);
        if (open > 0 && error is null)
            return;
        // Nobody is told of a deletion that failed, so it is tried until it is done.
        if (error is not null)
            await items.ResetAsync(WorkKind.Delete, "", cancellationToken);
        else
            await items.AddAsync(WorkKind.Delete, "", [(0, "")], cancellationToken);
        await context.Publish(new WorkAdded(task.CorrelationId), cancellationToken);
    }
}
