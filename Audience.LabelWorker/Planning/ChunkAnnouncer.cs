using Audience.Contracts.Messages;
using Audience.Jobs.Messaging;
using MassTransit;

namespace Audience.LabelWorker.Planning;

/// <summary>Has workers look for chunks as soon as they are planned.</summary>
public sealed class ChunkAnnouncer(IBus bus, BrokerState broker, ILogger<ChunkAnnouncer> log)
{
    /// <summary>Tells workers elsewhere, which need not wait for their next look then. Where the broker is away, they do.</summary>
    public async Task TryTellAsync(string taskId)
    {
        try
        {
            await broker.RunAsync(token => bus.Publish(new WorkAdded(Guid.ParseExact(taskId, "N")), token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogWarning("Task {TaskId} has new chunks, of which workers could not be told: {Reason}", taskId, e.Message);
        }
    }
}
