using Audience.Contracts;
using MassTransit;

namespace Audience.Jobs.Messaging;

/// <summary>Sends commands to the queues they belong to; to a queue, never published, so that none is lost for want of a reader.</summary>
public sealed class CommandSender(ISendEndpointProvider endpoints)
{
    /// <summary>To the task sagas.</summary>
    public Task ToTasksAsync<T>(T command, CancellationToken cancellationToken)
        where T : class => ToAsync(QueueNames.Tasks, command, cancellationToken);

    /// <summary>To the dump sagas.</summary>
    public Task ToDumpsAsync<T>(T command, CancellationToken cancellationToken)
        where T : class => ToAsync(QueueNames.Dumps, command, cancellationToken);

    /// <summary>To the model sagas.</summary>
    public Task ToModelsAsync<T>(T command, CancellationToken cancellationToken)
        where T : class => ToAsync(QueueNames.Models, command, cancellationToken);

    private async Task ToAsync<T>(string queue, T command, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await endpoints.GetSendEndpoint(new Uri("queue:" + queue));
        await endpoint.Send(command, cancellationToken);
    }
}
