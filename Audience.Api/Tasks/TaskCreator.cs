using System.Data.Common;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Contracts.Messages;
using Audience.Data.Models;
using Audience.Data.Tasks;
using Audience.Hosting;
using Audience.Jobs.Tasks;

namespace Audience.Api.Tasks;

/// <summary>Checks a task against the servers, writes it down and announces it; or does none of it.</summary>
public sealed class TaskCreator(
    TaskChecks checks,
    TaskTable tasks,
    TaskChanges changes,
    TaskAnnouncer announcer,
    TaskStatusCache statuses,
    LocalClock clock
)
{
    /// <summary>Creates the task.</summary>
    /// <exception cref="Errors.ApiException">400, 500 or 503; the task does not exist then.</exception>
    public async Task CreateAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        await checks.RunAsync(definition, cancellationToken);
        if (!await InsertAsync(definition, cancellationToken))
            throw TaskErrors.Bad($"TASK_ID {definition.TaskId} is in use: leave it out, or choose another");
        try
        {
            // From here on it does not matter whether the caller still waits: the task is announced, or taken back.
            await announcer.SendAsync(new CreateTask(Guid.ParseExact(definition.TaskId, "N")));
        }
        catch (Exception e)
        {
            await WithdrawAsync(definition.TaskId, e);
        }
        statuses.Forget(definition.TaskId);
    }

    private async Task<bool> InsertAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return await tasks.InsertAsync(definition, clock.Now, cancellationToken);
        }
        catch (ModelGoneException e)
        {
            throw TaskErrors.Bad(e.Message);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
    }

    // Returns where a worker has found the task meanwhile: it runs, announced or not.
    private async Task WithdrawAsync(string taskId, Exception reason)
    {
        bool withdrawn;
        try
        {
            withdrawn = await changes.WithdrawAsync(taskId, CancellationToken.None);
        }
        catch (DbException e)
        {
            throw TaskErrors.NotStarted(
                $"{reason.Message}; task {taskId} could not be taken back ({e.Message}) "
                    + "and starts by itself later: abort it where it should not",
                e
            );
        }
        if (withdrawn)
            throw TaskErrors.NotStarted(reason.Message, reason);
    }
}
