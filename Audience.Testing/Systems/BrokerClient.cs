using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Audience.Testing.Systems;

/// <summary>Puts messages into queues, and empties and deletes queues, as any program with the broker's password could.</summary>
public sealed class BrokerClient(PrivateRabbitMq broker) : IAsyncDisposable
{
    /// <summary>The queues that label workers serve here.</summary>
    public static readonly IReadOnlyList<string> Queues = ["audience-tasks", "audience-dumps"];

    private const int NotFound = 404;

    private IConnection? _connection;

    /// <summary>Sends a message of the system's own kinds.</summary>
    /// <param name="queue">Where to.</param>
    /// <param name="kind">The name of its type, <c>LabelChunk</c>.</param>
    /// <param name="message">Its fields.</param>
    public Task SendAsync(string queue, string kind, object message) =>
        SendAsync(
            queue,
            JsonSerializer.Serialize(
                new
                {
                    messageId = Guid.NewGuid(),
                    conversationId = Guid.NewGuid(),
                    messageType = new[] { "urn:message:Audience.Contracts.Messages:" + kind },
                    message,
                }
            )
        );

    /// <summary>Sends any text as if it were a message.</summary>
    public async Task SendAsync(string queue, string text)
    {
        await using var channel = await OpenAsync();
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
        await channel.BasicPublishAsync("", queue, mandatory: false, properties, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Deletes the messages of a queue, where it exists.</summary>
    public Task PurgeAsync(string queue) => IfThereAsync(channel => channel.QueuePurgeAsync(queue));

    /// <summary>Deletes a queue, where it exists.</summary>
    public Task DeleteAsync(string queue) => IfThereAsync(channel => channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false));

    /// <summary>How many messages a queue holds; none where it does not exist.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        return await IfThereAsync(channel => channel.MessageCountAsync(queue));
    }

    /// <summary>The text of the first message of a queue, taken off it; null where there is none, or no such queue.</summary>
    public async Task<string?> TakeAsync(string queue)
    {
        return await IfThereAsync(channel => channel.BasicGetAsync(queue, autoAck: true)) is { } got
            ? Encoding.UTF8.GetString(got.Body.Span)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task<T?> IfThereAsync<T>(Func<IChannel, Task<T>> work)
    {
        await using var channel = await OpenAsync();
        try
        {
            return await work(channel);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            return default;
        }
    }

    private async Task<IChannel> OpenAsync()
    {
        if (_connection is { IsOpen: true })
            return await _connection.CreateChannelAsync();
        await DisposeAsync();
        _connection = await new ConnectionFactory { Uri = broker.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        return await _connection.CreateChannelAsync();
    }
}
