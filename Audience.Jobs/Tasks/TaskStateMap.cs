using Audience.Contracts.Tasks;
using Audience.Data.Callbacks;
using Audience.Data.Tasks;
using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Audience.Jobs.Tasks;

/// <summary>Maps the task saga to the <c>state</c> table.</summary>
public sealed class TaskStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<TaskState>(task => task.Ignore(t => t.TaskId).Ignore(t => t.IsPlanned).MapSaga("state", "task_id"));

    public SagaEnd? FindEnd(EntityEntry row) =>
        row.Entity is TaskState { CallbackUrl: { } url } task
        && TaskTransitions.HasEnded(row.Property(nameof(TaskState.Phase)).OriginalValue as string, task)
            ? new SagaEnd(
                url,
                async (connection, transaction, cancellationToken) =>
                {
                    var status = await TaskTable.ReadEndedAsync(connection, transaction, task.TaskId, cancellationToken);
                    // That its rows are still to be deleted is nobody's business: it is gone.
                    return new SagaNews(CallbackEvents.TaskEnded, task.TaskId, status.Stat, status with { Phase = Phase.Done });
                }
            )
            : null;
}
