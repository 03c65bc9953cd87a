using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.Jobs.Models;

/// <summary>Maps the model saga to the <c>model_status</c> table.</summary>
public sealed class ModelStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<ModelState>(row => row.Ignore(m => m.TaskId).MapSaga("model_status", "task_id"));
}
