using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Tasks;
using Audience.Jobs.Sagas;
using Dapper;

namespace Audience.Jobs.Tasks;

/// <summary>What callers change of tasks, each in one transaction: at once, also while the broker is away.</summary>
public sealed class TaskChanges(SagaRows rows, OutputDatabase database)
{
    private static readonly string[] s_definitionTables = ["task_definition", "task_pattern", "task_model"];

    /// <summary>Ends a task for good, and tells in its row how far it came; false where it has ended or does not exist.</summary>
    public Task<bool> AbortAsync(string taskId, CancellationToken cancellationToken) =>
        rows.ChangeAsync<TaskState>(
            taskId,
            async (task, db) =>
            {
                if (task is null || !TaskTransitions.TryAbort(task))
                    return false;
                // From here on no chunk can be committed, and the saga does not look any more: chunks that it has not seen count, too.
                var (connection, transaction) = db.Current;
                var figures = await LabelingFigures.ReadAsync(database, connection, transaction, taskId, cancellationToken);
                if (figures.Posts > 0 || figures.Skipped != default)
                    (task.LengthReceiveTable, task.Skipped, task.LengthOutputTable, task.Result) = (
                        figures.Posts,
                        figures.Skipped.ToJson(),
                        figures.LabelRows,
                        figures.Result
                    );
                await db.WorkOf(taskId).RemoveWaitingAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );

    /// <summary>Sends a failed task back to work; false where it is not in FAILURE.</summary>
    public Task<bool> ResumeAsync(string taskId, CancellationToken cancellationToken) =>
        rows.ChangeAsync<TaskState>(
            taskId,
            async (task, db) => task is not null && TaskTransitions.TryResume(task, await db.NowAsync(cancellationToken)),
            cancellationToken
        );

    /// <summary>Puts a resumed task that could not be announced back to FAILURE; false where a worker has found it meanwhile.</summary>
    public Task<bool> UndoResumeAsync(TaskSummary before, CancellationToken cancellationToken) =>
        rows.ChangeAsync<TaskState>(
            before.TaskId,
            (task, _) => Task.FromResult(task is not null && TaskTransitions.TryUndoResume(task, before.ErrorMessage, before.CheckPoint)),
            cancellationToken
        );

    /// <summary>Takes back a task that could not be announced; false where a worker has found it meanwhile.</summary>
    public Task<bool> WithdrawAsync(string taskId, CancellationToken cancellationToken) =>
        rows.ChangeAsync<TaskState>(
            taskId,
            async (task, db) =>
            {
                if (task is null || !TaskTransitions.CanWithdraw(task))
                    return false;
                var (connection, transaction) = db.Current;
                foreach (string table in s_definitionTables)
                    await connection.ExecuteAsync(
                        new CommandDefinition(
                            $"DELETE FROM {table} WHERE task_id = @taskId",
                            new { taskId },
                            transaction,
                            cancellationToken: cancellationToken
                        )
                    );
                db.Remove(task);
                return true;
            },
            cancellationToken
        );

    /// <summary>Marks a task for deletion, aborting it where it runs; from then on it is gone for everybody.</summary>
    /// <returns>Whether there is such a task; and the dump that keeps it from being deleted, as it has not ended, or null.</returns>
    public async Task<(bool Exists, string? Dump)> DeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        string? dump = null;
        bool deleted = await rows.ChangeAsync<TaskState>(
            taskId,
            async (task, db) =>
            {
                if (task is null || !TaskTransitions.TryDelete(task, await db.NowAsync(cancellationToken)))
                    return false;
                // With the row locked: a dump of it that is just being written down has been seen, or waits and finds it gone.
                var (connection, transaction) = db.Current;
                dump = await connection.ExecuteScalarAsync<string?>(
                    new CommandDefinition(
                        "SELECT dump_id FROM dump WHERE status IN ('queued', 'dumping') AND task_ids LIKE @part LIMIT 1",
                        new { part = $"%{taskId}%" },
                        transaction,
                        cancellationToken: cancellationToken
                    )
                );
                if (dump is null)
                    await db.WorkOf(taskId).RemoveWaitingAsync(cancellationToken);
                return dump is null;
            },
            cancellationToken
        );
        return (deleted || dump is not null, dump);
    }
}
