using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.ModelWorker.Testing;

/// <summary>Tests a model, then has its saga look at the tables.</summary>
public sealed class TestModelConsumer(ModelTest test, WorkRunner runner, OneAtATime turn, IHostApplicationLifetime lifetime) : IConsumer<TestModel>
{
    public async Task Consume(ConsumeContext<TestModel> context)
    {
        var id = context.Message.ModelId;
        await turn.RunAsync(
            () => runner.RunAsync(WorkTable.ModelTesting, TaskId.Format(id), ModelStep.Test, _ => false, test.RunAsync, FinalErrors.Are), lifetime.ApplicationStopping);
        await new Commands(context).ToModelsAsync(new ModelMoved(id), context.CancellationToken);
    }
}
