using System.Data.Common;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Dapper;
using MassTransit;

namespace Audience.LabelWorker.Tasks;

/// <summary>Once a task is labelled: waits for its COUNTDOWN, has each group produced, and ends with the task's figures.</summary>
public sealed class ProductionStep(OutputDatabase database, SagaDbContext db, TaskFailureStep failure, ILogger<ProductionStep> log)
{
    private const int CheckMs = 10_000,
        GroupsInFlight = 16;

    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var (task, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        long now = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT {database.Dialect.NowMs}", transaction: transaction, cancellationToken: cancellationToken)
        );
        if (string.IsNullOrEmpty(task.Result))
        {
            End(task, ProdStat.NoData, now);
            return;
        }
        if (task.ProduceAt is null)
            await PrepareAsync(task, now, connection, transaction, cancellationToken);
        task.CheckAt = Math.Max(task.ProduceAt!.Value, now + CheckMs);
        if (task.ProduceAt > now)
        {
            task.CheckAt = task.ProduceAt;
            return;
        }
        var groups = new WorkQueue(database, connection, transaction, WorkTable.Groups, task.TaskId);
        var counts = await groups.CountAsync(cancellationToken);
        if (counts.Failed > 0)
        {
            await failure.RunAsync(
                task,
                await groups.FirstErrorAsync(cancellationToken) ?? "production failed without saying why",
                cancellationToken
            );
            return;
        }
        if (counts.Done == counts.Total)
        {
            (await ProductionFigures.ReadAsync(connection, transaction, task.TaskId, cancellationToken)).WriteTo(task);
            End(task, ProdStat.Finish, now);
            return;
        }
        task.Progress = Math.Max(task.Progress ?? 0, Math.Round(0.95 + 0.05 * counts.Done / counts.Total, 4));
        int inFlight = counts.InFlight;
        if (inFlight > 0)
            inFlight -= await groups.ReviveAsync(nobodyWorks: counts.Running == 0, cancellationToken);
        var commands = new Commands(context);
        foreach (string group in await groups.TakeAsync<string>(GroupsInFlight - inFlight, cancellationToken))
            await commands.ToAsync(task.Queue, new ProduceGroup(task.CorrelationId, group), cancellationToken);
    }

    private async Task PrepareAsync(
        TaskState task,
        long now,
        DbConnection connection,
        DbTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        task.ProduceAt = now + task.Countdown * 1000L;
        foreach (string group in task.Result!.Split(','))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO task_group (task_id, group_name, status) VALUES (@TaskId, @group, 'pending')",
                    new { task.TaskId, group },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    private void End(TaskState task, string prodStat, long now)
    {
        task.ProdStat = prodStat;
        task.Progress = 1;
        task.CheckAt = null;
        task.RunTime = Math.Round((now - task.StartedAt!.Value) / 60_000.0, 5);
        log.LogInformation(
            "Task {TaskId} is done ({ProdStat}) after {Minutes} minutes: {Rows} production rows",
            task.TaskId,
            prodStat,
            task.RunTime,
            task.LengthProdTable
        );
    }
}
