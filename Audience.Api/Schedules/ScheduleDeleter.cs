using Audience.Api.Errors;
using Audience.Api.Tasks;
using Audience.Contracts;
using Audience.Data;
using Audience.Data.Schedules;
using Audience.Jobs.Schedules;

namespace Audience.Api.Schedules;

/// <summary>Deletes schedules, with what they have made or without.</summary>
public sealed class ScheduleDeleter(ScheduleTable table, ScheduleQueries queries, TaskDeleter tasks, OutputDatabase database)
{
    /// <summary>Deletes one; its tasks stay unless they are to go, too.</summary>
    public Task<Envelope<string>> DeleteAsync(string scheduleId, bool withTasks, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(scheduleId);
        return ScheduleErrors.WithTablesAsync(async () =>
        {
            IReadOnlyList<string> runs = await queries.TasksAsync(id, cancellationToken);
            if (await queries.FindAsync(id, cancellationToken) is null)
                throw ScheduleErrors.Unknown(id);
            // Before the schedule: where one cannot be deleted, it is still there, and deleting it again goes on. Its panels go first, as
            // they are made of the others.
            await DeleteTaskAsync(id, cancellationToken);
            foreach (string task in withTasks ? runs : [])
                await DeleteTaskAsync(task, cancellationToken);
            await table.ChangeAsync(
                id,
                async (row, parts) =>
                {
                    if ((row ?? throw ScheduleErrors.Unknown(id)).Run is { } run)
                    {
                        if ((await parts.FindRunAsync(run))!.Status != RunStatus.Done)
                            await parts.EndRunAsync(run, RunStatus.Failed, "its schedule was deleted");
                        await ScheduleNews.TellAsync(database, row, parts, run, cancellationToken);
                    }
                    await parts.DeleteAsync(row.DefinitionId);
                    return row;
                },
                cancellationToken
            );
            return new Envelope<string> { ErrorCode = 200, ErrorMessage = $"successfully deleted schedule {id}" };
        });
    }

    private async Task DeleteTaskAsync(string taskId, CancellationToken cancellationToken)
    {
        var (_, dump) = await tasks.TryDeleteAsync(taskId, cancellationToken);
        if (dump is not null)
            throw ScheduleErrors.Bad($"task {taskId} is being dumped: delete the schedule when dump {dump} has ended");
    }
}
