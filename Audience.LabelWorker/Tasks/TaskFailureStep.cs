using Audience.Contracts.Tasks;
using Audience.Data.Sagas;
using Dapper;

namespace Audience.LabelWorker.Tasks;

/// <summary>A task fails: it says why, and before which time everything is labelled.</summary>
public sealed class TaskFailureStep(SagaDbContext db, ILogger<TaskFailureStep> log)
{
    public async Task RunAsync(TaskState task, string reason, CancellationToken cancel)
    {
        var (connection, transaction) = db.Current;
        var open = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            "SELECT from_time FROM task_chunk WHERE task_id = @TaskId AND status <> 'done' ORDER BY seq LIMIT 1", new { task.TaskId }, transaction, cancellationToken: cancel));
        task.Stat = Stat.Failure;
        task.ErrorMessage = reason;
        task.CheckPoint = open ?? task.PlannedTo ?? task.StartTime;
        task.CheckAt = null;
        log.LogError("Task {TaskId} failed, everything before {CheckPoint} is labelled: {Reason}", task.TaskId, task.CheckPoint, reason);
    }
}
