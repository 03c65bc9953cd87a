using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Tasks;

/// <summary>A task fails: it says why, how far it has come, and before which time everything is labelled.</summary>
public sealed class TaskFailure(SagaDbContext db, LabelingFiguresStep figures, ILogger<TaskFailure> log)
{
    /// <summary>Ends the task in the saga's transaction.</summary>
    public async Task RunAsync(TaskState task, string reason, CancellationToken cancellationToken)
    {
        var items = db.WorkOf(task.TaskId);
        await figures.RunAsync(task, await items.CountAsync(WorkKind.Label, cancellationToken), cancellationToken);
        TaskTransitions.Fail(task, reason, await CheckPointAsync(task, cancellationToken));
        log.LogError("Task {TaskId} failed, everything before {CheckPoint} is labelled: {Reason}", task.TaskId, task.CheckPoint, reason);
    }

    private async Task<DateTime> CheckPointAsync(TaskState task, CancellationToken cancellationToken)
    {
        var (connection, transaction) = db.Current;
        var open = await connection.ExecuteScalarAsync<DateTime?>(
            Command("SELECT from_time FROM task_chunk WHERE task_id = @TaskId AND status <> 'done' ORDER BY seq LIMIT 1")
        );
        if (open is null && task.IsPlanned)
            return task.EndTime!.Value;
        // Chunks that are ranges of keys hold posts of any time: one that is missing may hold the first of them.
        bool keys = await connection.ExecuteScalarAsync<bool>(
            Command("SELECT EXISTS (SELECT 1 FROM task_chunk WHERE task_id = @TaskId AND COALESCE(from_key, to_key) IS NOT NULL)")
        );
        return keys ? task.StartTime!.Value : open ?? task.PlannedTo ?? task.StartTime!.Value;

        CommandDefinition Command(string sql) => new(sql, new { task.TaskId }, transaction, cancellationToken: cancellationToken);
    }
}
