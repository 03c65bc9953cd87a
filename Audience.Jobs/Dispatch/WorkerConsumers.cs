using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using MassTransit;

namespace Audience.Jobs.Dispatch;

/// <summary>Every worker hears of an abort and cancels what it does for the task.</summary>
public sealed class AbortTaskConsumer(RunningWork running) : IConsumer<AbortTask>
{
    public Task Consume(ConsumeContext<AbortTask> context)
    {
        running.Cancel(TaskId.Format(context.Message.TaskId));
        return Task.CompletedTask;
    }
}

/// <summary>Every worker hears of an abort and cancels what it does for the model, also in the middle of a fit.</summary>
public sealed class AbortModelConsumer(RunningWork running) : IConsumer<AbortModel>
{
    public Task Consume(ConsumeContext<AbortModel> context)
    {
        running.Cancel(TaskId.Format(context.Message.ModelId));
        return Task.CompletedTask;
    }
}

/// <summary>Every worker hears that there is work, and looks for it at once instead of within seconds.</summary>
public sealed class WorkAddedConsumer(WorkSignal signal) : IConsumer<WorkAdded>
{
    public Task Consume(ConsumeContext<WorkAdded> context)
    {
        signal.Set();
        return Task.CompletedTask;
    }
}
