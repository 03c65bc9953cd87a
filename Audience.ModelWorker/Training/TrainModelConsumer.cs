using Audience.Contracts.Messages;
using Audience.Data.Models;
using Audience.Data.Work;
using MassTransit;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model.</summary>
public sealed class TrainModelConsumer(ModelPreparation preparation, ModelTurn turn) : IConsumer<TrainModel>
{
    public Task Consume(ConsumeContext<TrainModel> context) =>
        turn.RunAsync(context, context.Message.ModelId, WorkTable.ModelTraining, ModelStep.Train, preparation.RunAsync);
}
