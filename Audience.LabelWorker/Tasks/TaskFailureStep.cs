using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Dapper;

namespace Audience.LabelWorker.Tasks;

/// <summary>A task fails: it says why, how far it has come, and before which time everything is labelled.</summary>
public sealed class TaskFailureStep(OutputDatabase database, SagaDbContext db, LabelingFiguresStep figures, ILogger<TaskFailureStep> log)
{
    public async Task RunAsync(TaskState task, string reason, CancellationToken cancellationToken)
    {
        var chunks = new WorkQueue(database, db.Current.Connection, db.Current.Transaction, WorkTable.Chunks, task.TaskId);
        await figures.RunAsync(task, await chunks.CountAsync(cancellationToken), cancellationToken);
        task.Stat = Stat.Failure;
        task.ErrorMessage = reason;
        task.CheckPoint = await CheckPointAsync(task, cancellationToken);
        task.CheckAt = null;
        log.LogError("Task {TaskId} failed, everything before {CheckPoint} is labelled: {Reason}", task.TaskId, task.CheckPoint, reason);
    }

    private async Task<DateTime> CheckPointAsync(TaskState task, CancellationToken cancellationToken)
    {
        var (connection, transaction) = db.Current;
        var open = await connection.ExecuteScalarAsync<DateTime?>(
            Command("SELECT from_time FROM task_chunk WHERE task_id = @TaskId AND status <> 'done' ORDER BY seq LIMIT 1")
        );
        if (open is null && task.IsPlanned)
            return task.EndTime;
        // Chunks that are ranges of keys hold posts of any time: one that is missing may hold the first of them.
        bool keys = await connection.ExecuteScalarAsync<bool>(
            Command("SELECT EXISTS (SELECT 1 FROM task_chunk WHERE task_id = @TaskId AND COALESCE(from_key, to_key) IS NOT NULL)")
        );
        return keys ? task.StartTime : open ?? task.PlannedTo ?? task.StartTime;

        CommandDefinition Command(string sql) => new(sql, new { task.TaskId }, transaction, cancellationToken: cancellationToken);
    }
}
