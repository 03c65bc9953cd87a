using Audience.Testing;
using RabbitMQ.Client;

namespace Audience.Tests.Testing;

[Category("broker")]
internal sealed class PrivateRabbitMqTests
{
    private PrivateRabbitMq _broker;

    [OneTimeSetUp]
    public async Task StartAsync() => _broker = await PrivateRabbitMq.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _broker.DisposeAsync();

    [Test, Order(1)]
    public async Task Durable_messages_outlive_a_kill_and_a_stop()
    {
        await PutAsync("kept", 3);

        _broker.Kill();
        await _broker.StartAgainAsync();
        Assert.That(await DepthAsync("kept"), Is.EqualTo(3));

        await _broker.StopAsync();
        await _broker.StartAgainAsync();
        Assert.That(await DepthAsync("kept"), Is.EqualTo(3));
    }

    [Test, Order(2)]
    public async Task A_queue_can_be_deleted()
    {
        await PutAsync("one", 1);
        await PutAsync("two", 2);

        await _broker.DeleteQueueAsync("one");

        Assert.That(await DepthAsync("one"), Is.Null);
        Assert.That(await DepthAsync("two"), Is.EqualTo(2));
    }

    [Test, Order(3)]
    public async Task A_reset_loses_every_queue()
    {
        await PutAsync("lost", 1);

        await _broker.ResetAsync();

        Assert.That(await _broker.ListQueuesAsync(), Is.Empty);
        await PutAsync("new", 1);
    }

    private async Task<long?> DepthAsync(string queue) => (await _broker.ListQueuesAsync()).SingleOrDefault(q => q.Name == queue)?.Messages;

    private async Task PutAsync(string queue, int messages)
    {
        var factory = new ConnectionFactory { Uri = _broker.Uri };
        await using IConnection connection = await factory.CreateConnectionAsync();
        // With confirmations a publish returns only when the broker has the message on its disk.
        await using IChannel channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        for (int i = 0; i < messages; i++)
            await channel.BasicPublishAsync("", queue, true, new BasicProperties { Persistent = true }, new byte[] { 1 });
    }
}
