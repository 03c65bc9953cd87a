using Audience.Hosting.Bus.Reconnecting;
using Audience.Hosting.Settings;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Hosting.Bus;

/// <summary>The one place where a bus is made: RabbitMQ where BROKER_URL is set, else in memory.</summary>
public static class BusRegistration
{
    /// <summary>Adds what looks at the broker, and what sends by what it saw.</summary>
    public static IServiceCollection AddBrokerState(this IServiceCollection services, AudienceSettings settings)
    {
        services.AddSingleton(new BrokerState(isWatched: settings.Work.Broker is not null));
        if (settings.Work.Broker is not null)
            services.AddSingleton<BrokerTopology>().AddHostedService<BrokerWatch>();
        return services;
    }

    /// <summary>Adds the bus with the parts of the roles that run in this process.</summary>
    public static IServiceCollection AddAudienceBus(
        this IServiceCollection services,
        AudienceSettings settings,
        params IReadOnlyList<BusPart> parts
    )
    {
        services.AddSingleton<BrokerReach>();
        services.AddOptions<MassTransitHostOptions>().Configure(o => o.StopTimeout = TimeSpan.FromSeconds(9));
        // It would tell its makers over the network what this installation is like.
        services.AddOptions<UsageTelemetryOptions>().Configure(o => o.Enabled = false);
        return services.AddMassTransit(bus =>
        {
            foreach (var part in parts)
                part.Register(bus);
            if (settings.Work.Broker is { } broker)
                bus.SetBusFactory(
                    new SteadyBusFactory(
                        (context, rabbit) =>
                        {
                            var reach = context.GetRequiredService<BrokerReach>();
                            rabbit.Host(
                                broker,
                                host =>
                                {
                                    // A worker that stands still holds messages that others could do: it loses them after two heartbeats.
                                    host.Heartbeat(TimeSpan.FromSeconds(15));
                                    // Where the connection breaks while one is awaited, the client may await it for ever
                                    // (rabbitmq-dotnet-client issue 1930), and a queue whose
                                    // consumer does that is served no more. None is needed: the tables say what is to be done, and
                                    // the watchdog wakes what a lost message left asleep.
                                    host.PublisherConfirmation = false;
                                    host.OnRefreshConnectionFactory = _ => reach.WaitAsync(broker);
                                }
                            );
                            rabbit.ConnectEndpointConfigurationObserver(new ClosedChannelObserver());
                            Endpoints(context, rabbit);
                        }
                    )
                );
            else
                bus.UsingInMemory((context, memory) => Endpoints(context, memory));
        });

        void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator configurator)
        {
            configurator.UseConsumeFilter(typeof(TaskScope<>), context);
            foreach (var part in parts)
                part.Endpoints(context, configurator);
        }
    }
}
