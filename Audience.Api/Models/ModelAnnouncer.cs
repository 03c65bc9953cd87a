using Audience.Api.Commands;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Jobs.Messaging;
using MassTransit;

namespace Audience.Api.Models;

/// <summary>Tells the model workers.</summary>
public sealed class ModelAnnouncer(TaskAnnouncer announcer, IBus bus, BrokerState broker, ILogger<ModelAnnouncer> log)
{
    /// <summary>Has a model's saga look at the tables.</summary>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public Task WakeAsync(string taskId) => announcer.SendAsync(QueueNames.Models, new PrepareModel(Guid.ParseExact(taskId, "N")));

    /// <summary>
    /// Tells every worker to cancel what it does for models. Not a condition of the abort: the tables have it, and nothing can be
    /// committed any more.
    /// </summary>
    public async Task TellAbortedAsync(IEnumerable<string> taskIds)
    {
        foreach (string taskId in taskIds)
            try
            {
                await broker.RunAsync(token => bus.Publish(new AbortModel(Guid.ParseExact(taskId, "N")), token), BrokerTimeout.Short);
            }
            catch (Exception e)
            {
                log.LogWarning(
                    "Model {TaskId} is aborted, but workers could not be told and find out when they next look, within a second: {Reason}",
                    taskId,
                    e.Message
                );
            }
    }
}
