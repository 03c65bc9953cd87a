using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.LabelWorker.Tasks;

/// <summary>Every worker hears of an abort and cancels what it does for the task.</summary>
public sealed class TaskAbortedConsumer(RunningTasks running) : IConsumer<TaskAborted>
{
    public Task Consume(ConsumeContext<TaskAborted> context)
    {
        running.Cancel(TaskId.Format(context.Message.TaskId));
        return Task.CompletedTask;
    }
}
