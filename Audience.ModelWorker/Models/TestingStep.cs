using Audience.Data.Models;
using Audience.Data.Work;
using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>While a model is tested: has a worker do it, and tells how it ended.</summary>
public sealed class TestingStep(ModelWorkStep work, ILogger<TestingStep> log)
{
    public async Task RunAsync(BehaviorContext<ModelState> context)
    {
        var (model, cancellationToken) = (context.Saga, context.CancellationToken);
        if (model.ExtStatus is not (ModelStat.Pending or ModelStat.Started))
            return;
        var (status, error, _) =
            await work.FindAsync(model, ModelStep.Test, cancellationToken)
            ?? (WorkStatus.Failed, "its definition is gone: test it again", null);
        if (status is WorkStatus.Failed or WorkStatus.Done)
        {
            (model.ExtStatus, model.ErrorMessage, model.CheckAt) =
                status == WorkStatus.Done
                    ? (ModelStat.Finished, null, null)
                    : (ModelStat.Failed, error ?? "it failed without saying why", (long?)null);
            log.LogInformation(
                "The test of model {TaskId} of job {JobId} has ended: {Result}",
                model.TaskId,
                model.JobId,
                model.ErrorMessage ?? "finished"
            );
            return;
        }
        model.ExtStatus = ModelStat.Started;
        await work.SendAsync(context);
    }
}
