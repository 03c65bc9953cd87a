using System.Collections.Concurrent;
using System.Text;
using Audience.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Audience.Tests.Security;

/// <summary>Everything that goes through the broker, by its own firehose.</summary>
internal sealed class BrokerTap : IAsyncDisposable
{
    private readonly PrivateRabbitMq _broker;
    private readonly IConnection _connection;
    private readonly ConcurrentQueue<string> _messages = new();

    private BrokerTap(PrivateRabbitMq broker, IConnection connection) => (_broker, _connection) = (broker, connection);

    /// <summary>Headers and bodies so far.</summary>
    public string Text => string.Join('\n', _messages);

    /// <summary>Begins to listen.</summary>
    public static async Task<BrokerTap> OpenAsync(PrivateRabbitMq broker)
    {
        await broker.ControlAsync(["trace_on"]);
        var tap = new BrokerTap(broker, await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync());
        var channel = await tap._connection.CreateChannelAsync();
        string queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "amq.rabbitmq.trace", "#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            tap._messages.Enqueue(Show(message.BasicProperties.Headers) + Encoding.UTF8.GetString(message.Body.Span));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return tap;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _broker.ControlAsync(["trace_off"]);
    }

    private static string Show(object? value) =>
        value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            IDictionary<string, object?> table => string.Join(' ', table.Select(e => $"{e.Key}={Show(e.Value)}")),
            System.Collections.IList list => string.Join(' ', list.Cast<object?>().Select(Show)),
            _ => $"{value}",
        };
}
