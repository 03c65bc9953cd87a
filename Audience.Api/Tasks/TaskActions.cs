using System.Data.Common;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Schedules;
using Audience.Data.Tasks;
using Audience.Jobs.Tasks;

namespace Audience.Api.Tasks;

/// <summary>What changes tasks.</summary>
public sealed class TaskActions(
    TaskRequestReader reader,
    TaskModels models,
    TaskRuleSets ruleSets,
    TaskCreator creator,
    TaskTable tasks,
    TaskChanges changes,
    ScheduleQueries schedules,
    TaskStatusCache statuses,
    TaskAnnouncer announcer
)
{
    /// <summary>create_task.</summary>
    public async Task<Envelope<TaskConfiguration>> CreateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var fields = await ruleSets.ApplyAsync(reader.ReadFields(body), cancellationToken);
        var (definition, configuration) = reader.Read(fields, await models.FindAsync(fields, cancellationToken));
        await creator.CreateAsync(definition, cancellationToken);
        statuses.Forget(definition.TaskId);
        return Ok(configuration);
    }

    /// <summary>abort_task. Aborting twice is no error; aborting what has ended is.</summary>
    public async Task<Envelope<string>> AbortAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string id = Id(body);
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
        string id = Id(body);
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

    /// <summary>Deletes a task with everything that it wrote.</summary>
    public async Task<Envelope<string>> DeleteAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string id = Id(body);
        try
        {
            if (await schedules.FindOwnerAsync(id, cancellationToken) is { } schedule)
                throw TaskErrors.Bad($"the panels of schedule {schedule} are made of task {id}: delete the schedule, with tasks=true");
            var (exists, dump) = await changes.DeleteAsync(id, cancellationToken);
            if (!exists)
                throw TaskErrors.Unknown(id);
            if (dump is not null)
                throw TaskErrors.Bad($"task {id} is being dumped: delete it when dump {dump} has ended");
            statuses.Forget(id);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
        var task = Guid.ParseExact(id, "N");
        await announcer.TellAbortedAsync(task);
        await announcer.TryWakeAsync(task);
        return Ok($"successfully deleted task {id}");
    }

    private static string Id(RequestBody body)
    {
        string id = body.Required("TASK_ID");
        body.Check();
        return TaskErrors.CheckId(id);
    }

    private static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };
}
