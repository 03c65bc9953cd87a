using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Tasks;

/// <summary>A task begins, or begins again where it failed: what is done stays done, everything else starts afresh.</summary>
public sealed class StartStep(SagaDbContext db, LabelingStep labeling, ILogger<StartStep> log) : ITaskStep
{
    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var task = context.Saga;
        bool again = task.StartedAt is not null;
        TaskTransitions.Start(task, await db.NowAsync(context.CancellationToken));
        if (again)
        {
            var items = db.WorkOf(task.TaskId);
            foreach (var kind in new[] { WorkKind.Plan, WorkKind.Label, WorkKind.Produce })
                await items.ResetAsync(kind, task.Queue ?? "", context.CancellationToken);
        }
        log.LogInformation("Task {TaskId} {Begins}", task.TaskId, again ? "goes on where it failed" : "begins");
        await labeling.RunAsync(context);
    }
}
