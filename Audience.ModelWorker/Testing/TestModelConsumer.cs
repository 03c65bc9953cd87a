using Audience.Contracts.Messages;
using Audience.Data.Models;
using Audience.Data.Work;
using MassTransit;

namespace Audience.ModelWorker.Testing;

/// <summary>Tests a model.</summary>
public sealed class TestModelConsumer(ModelEvaluation test, ModelTurn turn) : IConsumer<TestModel>
{
    public Task Consume(ConsumeContext<TestModel> context) =>
        turn.RunAsync(context, context.Message.ModelId, WorkTable.ModelTesting, ModelStep.Test, test.RunAsync);
}
