using System.Diagnostics;
using Audience.Contracts.Messages;
using MassTransit;

namespace Audience.Hosting.Bus;

/// <summary>Puts the id of the task into every log line and trace that comes of a message about it.</summary>
public sealed class TaskScope<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("taskScope");

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        string? id = (context.Message as ITaskMessage)?.Id.ToString("N");
        Activity.Current?.SetTag("audience.task_id", id);
        using (Serilog.Context.LogContext.PushProperty("TaskId", id))
            await next.Send(context);
    }
}
