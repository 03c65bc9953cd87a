using Audience.Data.Callbacks;
using Audience.Data.Models;
using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Audience.Jobs.Models;

/// <summary>Maps the model saga to the <c>model_status</c> table.</summary>
public sealed class ModelStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<ModelState>(row => row.Ignore(m => m.TaskId).MapSaga("model_status", "task_id"));

    public SagaEnd? FindEnd(EntityEntry row) =>
        row.Entity is not ModelState model ? null
        : HasEnded(row, nameof(ModelState.TrainingStatus), model.TrainingStatus)
            ? End(model.CallbackUrl, model, CallbackEvents.ModelPrepared, model.TrainingStatus)
        : HasEnded(row, nameof(ModelState.ExtStatus), model.ExtStatus)
            ? End(model.TestCallbackUrl, model, CallbackEvents.ModelTested, model.ExtStatus)
        : null;

    private static bool HasEnded(EntityEntry row, string column, string? status) =>
        ModelTransitions.IsOpen(row.Property(column).OriginalValue as string) && !ModelTransitions.IsOpen(status);

    private static SagaEnd? End(string? url, ModelState model, string name, string? stat) =>
        url is null
            ? null
            : new SagaEnd(
                url,
                async (connection, transaction, cancellationToken) =>
                {
                    var status = await ModelTable.ReadAsync(connection, transaction, model.TaskId, cancellationToken);
                    return new SagaNews(name, status.TaskId, stat, status);
                }
            );
}
