using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>Every worker hears of an abort and cancels what it does for the model, also in the middle of a fit.</summary>
public sealed class ModelAbortedConsumer(RunningTasks running) : IConsumer<ModelAborted>
{
    public Task Consume(ConsumeContext<ModelAborted> context)
    {
        running.Cancel(TaskId.Format(context.Message.ModelId));
        return Task.CompletedTask;
    }
}
