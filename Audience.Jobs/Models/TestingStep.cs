using Audience.Data.Models;
using Audience.Jobs.Leases;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Models;

/// <summary>While a model is tested: has a worker do it, and tells how it ended.</summary>
public sealed class TestingStep(ModelWorkStep work, ILogger<TestingStep> log) : IModelStep
{
    public async Task RunAsync(BehaviorContext<ModelState> context)
    {
        var model = context.Saga;
        if (!ModelTransitions.IsOpen(model.ExtStatus))
            return;
        ModelTransitions.StartTest(model);
        if (await work.FindEndAsync(context, WorkKind.Test, ModelStep.Test) is not var (_, error))
            return;
        ModelTransitions.EndTest(model, error);
        log.LogInformation(
            "The test of model {TaskId} of job {JobId} has ended: {Result}",
            model.TaskId,
            model.JobId,
            error ?? ModelStat.Finished
        );
    }
}
