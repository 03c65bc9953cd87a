using System.Data.Common;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;
using Audience.Jobs.Tasks;

namespace Audience.Api.Tasks;

/// <summary>Creates, aborts and resumes tasks.</summary>
public sealed class TaskActions(
    TaskComposer composer,
    TaskCreator creator,
    TaskTable tasks,
    TaskChanges changes,
    TaskStatusCache statuses,
    TaskAnnouncer announcer
)
{
    /// <summary>create_task.</summary>
    public async Task<Envelope<TaskConfiguration>> CreateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var task = await composer.ReadAsync(body, cancellationToken);
        await creator.CreateAsync(task.Definition, cancellationToken);
        return Ok(task.Configuration);
    }

    /// <summary>abort_task. Aborting twice is no error; aborting what has ended is.</summary>
    public async Task<Envelope<string>> AbortAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string id = TaskRequestReader.ReadId(body);
        bool aborted;
        TaskSummary? task;
        try
        {
            aborted = await changes.AbortAsync(id, cancellationToken);
            statuses.Forget(id);
            task = await tasks.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
        }
        catch (DbException e)
        {
            throw TaskErrors.AbortFailed(e);
        }
        if (!aborted && task.Stat != Stat.Break)
            throw TaskErrors.Bad($"task {id} has ended with {task.Stat} and cannot be aborted");
        await announcer.TellAbortedAsync(Guid.ParseExact(id, "N"));
        return Ok($"successfully send break status to task {id} in state");
    }

    /// <summary>Resumes a failed task.</summary>
    public async Task<Envelope<string>> ResumeAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string id = TaskRequestReader.ReadId(body);
        try
        {
            var task = await tasks.FindAsync(id, cancellationToken) ?? throw TaskErrors.Unknown(id);
            if (!await changes.ResumeAsync(id, cancellationToken))
                throw TaskErrors.Bad(
                    (task.Stat, task.Phase) switch
                    {
                        (Stat.Break, _) => $"task {id} was aborted and cannot be resumed: create a new one",
                        (Stat.Failure, null) =>
                            $"task {id} was made by an earlier version, which did not keep what it was to do: create a new one",
                        _ => $"task {id} is {task.Stat} and cannot be resumed: only a task in FAILURE can",
                    }
                );
            statuses.Forget(id);
            try
            {
                await announcer.SendAsync(new CreateTask(Guid.ParseExact(id, "N")));
            }
            catch (Exception e)
            {
                await changes.UndoResumeAsync(task, CancellationToken.None);
                statuses.Forget(id);
                throw TaskErrors.NotStarted(e.Message, e);
            }
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
        return Ok($"successfully resumed task {id}");
    }

    private static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };
}
