using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Watchdog;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Tasks;

/// <summary>Once a task is labelled: waits for its COUNTDOWN, has each group produced, and ends with the task's figures.</summary>
public sealed class ProductionStep(OutputDatabase database, SagaDbContext db, TaskFailure failure, ILogger<ProductionStep> log) : ITaskStep
{
    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var (task, cancellationToken) = (context.Saga, context.CancellationToken);
        long now = await db.NowAsync(cancellationToken);
        if (string.IsNullOrEmpty(task.Result))
        {
            await EndAsync(context, ProdStat.NoData, now);
            return;
        }
        if (task.ProduceAt > now)
        {
            task.CheckAt = task.ProduceAt;
            return;
        }
        task.CheckAt = now + SagaWatchdog.CheckMs;
        var items = db.WorkOf(task.TaskId);
        var counts = await items.CountAsync(WorkKind.Produce, cancellationToken);
        if (counts.Total == 0)
            counts = new WorkCounts(await AddGroupsAsync(task, cancellationToken), 0);
        var (open, _, error) = await items.FindOpenAsync(WorkKind.Produce, cancellationToken);
        if (error is not null)
        {
            await failure.RunAsync(task, error, cancellationToken);
            return;
        }
        if (counts.Done == counts.Total)
        {
            (await ProductionFigures.ReadAsync(db.Current.Connection, db.Current.Transaction, task.TaskId, cancellationToken)).WriteTo(
                task
            );
            await EndAsync(context, ProdStat.Finish, now);
            return;
        }
        TaskTransitions.Advance(task, 0.95 + 0.05 * counts.Done / counts.Total, now);
        if (open > 0)
            return;
        await items.ResetAsync(WorkKind.Produce, task.Queue ?? "", cancellationToken);
        await context.Publish(new WorkAdded(task.CorrelationId), cancellationToken);
    }

    private async Task<int> AddGroupsAsync(TaskState task, CancellationToken cancellationToken)
    {
        var (connection, transaction) = db.Current;
        string[] groups = task.Result!.Split(',');
        foreach (string group in groups)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO task_group (task_id, group_name, status) VALUES (@TaskId, @group, 'pending')",
                    new { task.TaskId, group },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        return groups.Length;
    }

    private async Task EndAsync(BehaviorContext<TaskState> context, string prodStat, long now)
    {
        var task = context.Saga;
        TaskTransitions.Finish(task, prodStat, now);
        log.LogInformation(
            "Task {TaskId} is done ({ProdStat}), labelled in {Minutes} minutes: {Rows} production rows",
            task.TaskId,
            prodStat,
            task.RunTime,
            task.LengthProdTable
        );
        // A schedule may wait for it.
        await context.Publish(new WorkAdded(task.CorrelationId), context.CancellationToken);
    }
}
