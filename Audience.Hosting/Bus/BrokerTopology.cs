using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Hosting.Settings;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Audience.Hosting.Bus;

/// <summary>
/// The queues and exchanges of this system, declared as the bus declares them, to hear what the broker says to that: the bus itself
/// tries again and again, and does not tell.
/// </summary>
internal sealed class BrokerTopology(IBus bus, AudienceSettings settings)
{
    private readonly string[] _queues =
    [
        QueueNames.Tasks,
        QueueNames.Dumps,
        QueueNames.Models,
        .. settings.Work.Queues.Select(QueueNames.Previews),
    ];

    // What is published, and bound to a queue of each worker's own.
    private readonly string[] _events =
    [
        bus.Topology.Message<AbortTask>().EntityName,
        bus.Topology.Message<AbortModel>().EntityName,
        bus.Topology.Message<WorkAdded>().EntityName,
        bus.Topology.Message<LeadershipReleased>().EntityName,
        bus.Topology.Message<CancelPreview>().EntityName,
    ];

    /// <summary>What the broker refuses, each with what it said.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindRefusedAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<string, string>();
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            foreach (string name in _queues.Concat(_events))
                await TryAsync(name, c => c.ExchangeDeclareAsync(name, "fanout", true, cancellationToken: cancellationToken));
            foreach (string name in _queues)
                await TryAsync(name, c => c.QueueDeclareAsync(name, true, false, false, cancellationToken: cancellationToken));
        }
        finally
        {
            await channel.DisposeAsync();
        }
        return refused;

        async Task TryAsync(string name, Func<IChannel, Task> declare)
        {
            try
            {
                await declare(channel);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: 403 or 405 or 406 } reason)
            {
                refused[name] = $"{reason.ReplyCode} {reason.ReplyText}";
                // A refusal has closed its channel.
                await channel.DisposeAsync();
                channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            }
        }
    }
}
