using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Watchdog;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Tasks;

/// <summary>While a task is labelled: brings its figures up to date, and keeps the planner ahead of the workers.</summary>
public sealed class LabelingStep(
    SagaDbContext db,
    JobOptions options,
    LabelingFiguresStep figures,
    TaskFailure failure,
    ProductionStep production,
    ILogger<LabelingStep> log
) : ITaskStep
{
    // Soon after the first renewal of leases, which tells how long the task will take.
    private const int EarlyCheckMs = 3_000;

    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var (task, cancellationToken) = (context.Saga, context.CancellationToken);
        var items = db.WorkOf(task.TaskId);
        var (open, waiting, error) = await items.FindOpenAsync(WorkKind.Label, cancellationToken);
        var (planning, _, planError) = await items.FindOpenAsync(WorkKind.Plan, cancellationToken);
        if ((error ?? planError) is { } reason)
        {
            await failure.RunAsync(task, reason, cancellationToken);
            return;
        }
        var counts = await items.CountAsync(WorkKind.Label, cancellationToken);
        var sums = await figures.RunAsync(task, counts, cancellationToken);
        if (task.IsPlanned && counts.Done == counts.Total)
        {
            TaskTransitions.EndLabeling(task, sums.NowMs);
            log.LogInformation(
                "Task {TaskId} is labelled: {Posts} posts, {Rows} rows in {Result}",
                task.TaskId,
                task.LengthReceiveTable,
                task.LengthOutputTable,
                task.Result
            );
            await production.RunAsync(context);
            return;
        }
        bool isYoung = sums.NowMs - task.StartedAt < SagaWatchdog.CheckMs;
        task.CheckAt = sums.NowMs + (isYoung ? EarlyCheckMs : SagaWatchdog.CheckMs);
        bool stuck = open == 0 && planning == 0 && counts.Done < counts.Total;
        if (stuck)
            await items.ResetAsync(WorkKind.Label, task.Queue ?? "", cancellationToken);
        // Ahead of what workers have in hand, however many they are.
        bool plan = !task.IsPlanned && planning == 0 && waiting < options.ChunkWindow;
        if (plan)
            await items.AddAsync(WorkKind.Plan, task.Queue ?? "", [(0, "")], cancellationToken);
        if (stuck || plan)
            await context.Publish(new WorkAdded(task.CorrelationId), cancellationToken);
    }
}
