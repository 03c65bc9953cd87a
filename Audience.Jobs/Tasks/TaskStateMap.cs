using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.Jobs.Tasks;

/// <summary>Maps the task saga to the <c>state</c> table.</summary>
public sealed class TaskStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<TaskState>(task => task.Ignore(t => t.TaskId).Ignore(t => t.IsPlanned).MapSaga("state", "task_id"));
}
