using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Dapper;
using MassTransit;

namespace Audience.LabelWorker.Tasks;

/// <summary>A task begins, or begins again where it failed: what is done stays done, everything else starts afresh.</summary>
public sealed class TaskStartStep(OutputDatabase database, SagaDbContext db, ILogger<TaskStartStep> log)
{
    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var task = context.Saga;
        var (connection, transaction) = db.Current;
        long now = await connection.ExecuteScalarAsync<long>($"SELECT {database.Dialect.NowMs}", transaction: transaction);
        bool again = task.StartedAt is not null;
        task.Stat = Stat.Pending;
        task.StartedAt = now;
        task.PlanSentAt = null;
        task.ProduceAt = null;
        task.ErrorMessage = null;
        task.CheckPoint = null;
        if (again)
        {
            await new WorkQueue(database, connection, transaction, WorkTable.Chunks, task.TaskId).ResetAsync(context.CancellationToken);
            await new WorkQueue(database, connection, transaction, WorkTable.Groups, task.TaskId).ResetAsync(context.CancellationToken);
        }
        log.LogInformation("Task {TaskId} {Begins}", task.TaskId, again ? "goes on where it failed" : "begins");
    }
}
