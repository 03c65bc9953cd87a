using Audience.Data.Models;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Labeling.Prepared;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Models;

/// <summary>While a model is made: has a worker do it, and, once it is done, puts it in the place of what its job had before.</summary>
public sealed class TrainingStep(ModelWorkStep work, ModelRemoval removal, SagaDbContext db, ILogger<TrainingStep> log) : IModelStep
{
    public async Task RunAsync(BehaviorContext<ModelState> context)
    {
        var model = context.Saga;
        ModelTransitions.Start(model);
        if (await work.FindEndAsync(context, WorkKind.Train, ModelStep.Train) is not var (artefact, error))
            return;
        if (error is null)
        {
            await FinishAsync(model, artefact, context.CancellationToken);
            return;
        }
        ModelTransitions.Fail(model, error);
        log.LogWarning("Model {TaskId} of job {JobId} could not be made: {Reason}", model.TaskId, model.JobId, error);
    }

    private async Task FinishAsync(ModelState model, string? artefact, CancellationToken cancellationToken)
    {
        var (connection, transaction) = db.Current;
        bool trainable = !ModelKinds.TryParse(model.ModelName ?? "", out var kind) || kind.IsTrainable();
        ModelTransitions.Finish(model, trainable, artefact);
        // The row holds it from now on.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE model_work SET artefact = NULL WHERE task_id = @TaskId",
                new { model.TaskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await removal.DeleteReplacedAsync(connection, transaction, model.TaskId, cancellationToken);
        log.LogInformation("Model {TaskId} of job {JobId} is ready: {Artefact}", model.TaskId, model.JobId, artefact);
    }
}
