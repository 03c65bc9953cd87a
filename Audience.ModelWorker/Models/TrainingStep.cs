using Audience.Data.Models;
using Audience.Data.Work;
using Audience.Labeling.Prepared;
using Dapper;
using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>While a model is made: has a worker do it, and, once it is done, puts it in the place of what its job had before.</summary>
public sealed class TrainingStep(ModelWorkStep work, ModelRemoval removal, ILogger<TrainingStep> log)
{
    public async Task RunAsync(BehaviorContext<ModelState> context)
    {
        var (model, cancellationToken) = (context.Saga, context.CancellationToken);
        var (status, error, artefact) =
            await work.FindAsync(model, ModelStep.Train, cancellationToken)
            ?? (WorkStatus.Failed, "its definition is gone: prepare it again", null);
        model.Outcome = null;
        if (status == WorkStatus.Failed)
        {
            (model.Outcome, model.ErrorMessage, model.CheckAt) = (ModelStat.Failed, error ?? "it failed without saying why", null);
            log.LogWarning("Model {TaskId} of job {JobId} could not be made: {Reason}", model.TaskId, model.JobId, model.ErrorMessage);
        }
        else if (status == WorkStatus.Done)
            await FinishAsync(model, artefact, cancellationToken);
        else
            await work.SendAsync(context);
    }

    private async Task FinishAsync(ModelState model, string? artefact, CancellationToken cancellationToken)
    {
        var (connection, transaction) = work.Current;
        bool trainable = !ModelKinds.TryParse(model.ModelName ?? "", out var kind) || kind.IsTrainable();
        (model.Outcome, model.Artefact, model.ErrorMessage, model.CheckAt) = (
            trainable ? ModelStat.Finished : ModelStat.Untrainable,
            artefact,
            null,
            null
        );
        // The row holds it from now on.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE model_work SET artefact = NULL WHERE task_id = @TaskId",
                new { model.TaskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (model.JobId is { } job)
            await removal.DeleteReplacedAsync(connection, transaction, job, model.TaskId, cancellationToken);
        log.LogInformation("Model {TaskId} of job {JobId} is ready: {Artefact}", model.TaskId, model.JobId, artefact);
    }
}
