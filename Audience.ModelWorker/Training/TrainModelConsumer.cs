using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.ModelWorker.Training;

/// <summary>Makes a model, then has its saga look at the tables.</summary>
public sealed class TrainModelConsumer(ModelPreparation preparation, WorkRunner runner, OneAtATime turn, IHostApplicationLifetime lifetime) : IConsumer<TrainModel>
{
    public async Task Consume(ConsumeContext<TrainModel> context)
    {
        var id = context.Message.ModelId;
        await turn.RunAsync(
            () => runner.RunAsync(WorkTable.ModelTraining, TaskId.Format(id), ModelStep.Train, _ => false, preparation.RunAsync, FinalErrors.Are), lifetime.ApplicationStopping);
        await new Commands(context).ToModelsAsync(new ModelMoved(id), context.CancellationToken);
    }
}
