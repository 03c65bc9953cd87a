using System.Data.Common;
using Audience.Api.Commands;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Data.Schedules;
using Audience.Jobs.Tasks;

namespace Audience.Api.Tasks;

/// <summary>Deletes tasks with everything that they wrote: they are gone at once, and their rows follow.</summary>
public sealed class TaskDeleter(TaskChanges changes, ScheduleQueries schedules, TaskStatusCache statuses, TaskAnnouncer announcer)
{
    /// <summary>Deletes the task that a body names, unless a schedule's panels are made of it.</summary>
    public async Task<Envelope<string>> DeleteAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string id = TaskRequestReader.ReadId(body);
        try
        {
            if (await schedules.FindOwnerAsync(id, cancellationToken) is { } schedule)
                throw TaskErrors.Bad($"the panels of schedule {schedule} are made of task {id}: delete the schedule, with tasks=true");
            var (exists, dump) = await TryDeleteAsync(id, cancellationToken);
            if (!exists)
                throw TaskErrors.Unknown(id);
            if (dump is not null)
                throw TaskErrors.Bad($"task {id} is being dumped: delete it when dump {dump} has ended");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
        return new Envelope<string> { ErrorCode = 200, ErrorMessage = $"successfully deleted task {id}" };
    }

    /// <summary>Deletes a task, whether or not a schedule has made it.</summary>
    /// <returns>Whether there is such a task; and the dump that keeps it from being deleted, as it has not ended, or null.</returns>
    public async Task<(bool Exists, string? Dump)> TryDeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        var (exists, dump) = await changes.DeleteAsync(taskId, cancellationToken);
        if (!exists || dump is not null)
            return (exists, dump);
        statuses.Forget(taskId);
        var task = Guid.ParseExact(taskId, "N");
        await announcer.TellAbortedAsync(task);
        await announcer.TryWakeAsync(task);
        return (true, null);
    }
}
