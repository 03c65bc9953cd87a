using System.Threading.Channels;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Testing;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Audience.Tests.Hosting;

/// <summary>A process that could not reach its broker many times still comes back as soon as the first time.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("broker"), NonParallelizable]
internal sealed class ReconnectTests
{
    /// <summary>Sent to see whether the queue is served.</summary>
    /// <param name="Number">Which one.</param>
    public sealed record Sent(int Number);

    private readonly Channel<int> _received = Channel.CreateUnbounded<int>();

    [Test]
    public async Task The_wait_between_tries_does_not_grow()
    {
        var broker = await Servers.RabbitMqAsync();
        // The line takes connections while nothing is behind it, as a load balancer does, so that every try gets as far as failing.
        await using var behind = TcpProxy.Start(broker.Port);
        await using var line = TcpProxy.Start(behind.Port);
        await CheckAsync(
            PrivateRabbitMq.UriThrough(line.Port),
            async () =>
            {
                behind.Refuse();
                // Six tries of two connections each: twelve seconds here, and two minutes with MassTransit's own waits.
                await TriesAsync(line, 12);
                behind.Accept();
            }
        );
    }

    [Test]
    public async Task A_refused_login_is_tried_again()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var line = TcpProxy.Start(broker.Port);
        await broker.ControlAsync(["add_user", "reconnect-test", "first"]);
        await broker.ControlAsync(["set_permissions", "reconnect-test", ".*", ".*", ".*"]);
        await CheckAsync(
            new Uri($"amqp://reconnect-test:first@127.0.0.1:{line.Port}/"),
            async () =>
            {
                await broker.ControlAsync(["change_password", "reconnect-test", "second"]);
                line.Cut();
                await TriesAsync(line, 4);
                await broker.ControlAsync(["change_password", "reconnect-test", "first"]);
            }
        );
        await broker.ControlAsync(["delete_user", "reconnect-test"]);
    }

    [Test]
    public async Task A_consumer_that_does_not_notice_is_replaced()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var line = TcpProxy.Start(broker.Port);
        // The race of the client that leaves a consumer deaf is too rare for a test: this one takes its place.
        var deaf = new DeafOnce();
        await CheckAsync(
            PrivateRabbitMq.UriThrough(line.Port),
            () =>
            {
                line.Cut();
                return Task.CompletedTask;
            },
            deaf
        );
        Assert.That(deaf.Channels, Is.EqualTo(2));
    }

    [Test]
    public async Task A_start_goes_on_after_a_channel_that_was_closed()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var line = TcpProxy.Start(broker.Port);
        // As where the broker refuses a queue and the client awaits the answers to what it asked besides.
        var deaf = new DeafOnce(consumes: false);
        await CheckAsync(
            PrivateRabbitMq.UriThrough(line.Port),
            () => Task.CompletedTask,
            deaf,
            starting: async () =>
            {
                await Eventually.GetAsync(() => Task.FromResult(deaf.Channels), channels => channels > 0, TimeSpan.FromSeconds(25));
                line.Cut();
            }
        );
    }

    [Test]
    public async Task A_start_goes_on_after_a_refused_login()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var line = TcpProxy.Start(broker.Port);
        await broker.ControlAsync(["add_user", "start-test", "second"]);
        await broker.ControlAsync(["set_permissions", "start-test", ".*", ".*", ".*"]);
        await CheckAsync(
            new Uri($"amqp://start-test:first@127.0.0.1:{line.Port}/"),
            () => Task.CompletedTask,
            starting: async () =>
            {
                await TriesAsync(line, 6);
                await broker.ControlAsync(["change_password", "start-test", "first"]);
            }
        );
        await broker.ControlAsync(["delete_user", "start-test"]);
    }

    private static Task TriesAsync(TcpProxy line, int more)
    {
        long before = line.AcceptedConnections;
        return Eventually.GetAsync(
            () => Task.FromResult(line.AcceptedConnections - before),
            tries => tries >= more,
            TimeSpan.FromSeconds(40)
        );
    }

    // A queue is served before and after what is done to its reader's line.
    private async Task CheckAsync(
        Uri address,
        Func<Task> interrupt,
        IEndpointConfigurationObserver? observer = null,
        Func<Task>? starting = null
    )
    {
        var broker = await Servers.RabbitMqAsync();
        string queue = "reconnect-test-" + Guid.NewGuid().ToString("N");
        using var sender = Build(broker.Uri, _ => { });
        using var receiver = Build(
            address,
            bus =>
            {
                if (observer is not null)
                    bus.ConnectEndpointConfigurationObserver(observer);
                bus.ReceiveEndpoint(
                    queue,
                    endpoint => endpoint.Handler<Sent>(sent => _received.Writer.WriteAsync(sent.Message.Number).AsTask())
                );
            }
        );
        await sender.StartAsync();
        await receiver.StartAsync();
        if (starting is not null)
            await starting();
        var endpoint = await sender.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:" + queue));
        await endpoint.Send(new Sent(1));
        await ReceiveAsync(1);
        await interrupt();
        await endpoint.Send(new Sent(2));
        await ReceiveAsync(2);
        await receiver.StopAsync();
        await sender.StopAsync();
        await broker.DeleteQueueAsync(queue);
    }

    private async Task ReceiveAsync(int number)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        // What was cut off before it was acknowledged comes a second time.
        while (await _received.Reader.ReadAsync(timeout.Token) != number)
            continue;
    }

    private static IHost Build(Uri broker, Action<IBusFactoryConfigurator> endpoints)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("BROKER_URL", broker.ToString())]).Build();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddAudienceBus(
            AudienceSettings.Load(configuration, embedded: false),
            new BusPart(_ => { }, (_, bus) => endpoints(bus))
        );
        return builder.Build();
    }

    // On the first channel it does not notice when that ends, and may not even consume; then it does. It lies within what the system
    // itself has on every channel.
    private sealed class DeafOnce(bool consumes = true) : IFilter<ChannelContext>, IEndpointConfigurationObserver
    {
        public void EndpointConfigured<T>(T configurator)
            where T : IReceiveEndpointConfigurator
        {
            if (
                configurator is IRabbitMqReceiveEndpointConfigurator endpoint
                && endpoint.InputAddress.AbsolutePath.Contains("reconnect-test", StringComparison.Ordinal)
            )
                endpoint.ConfigureChannel(channel => channel.UseFilter(this));
        }

        public int Channels { get; private set; }

        public Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            bool first = ++Channels == 1;
            var consuming = first && !consumes ? Task.CompletedTask : next.Send(context);
            return first ? Task.Delay(Timeout.Infinite) : consuming;
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("deaf");
    }
}
