using MassTransit;
using MassTransit.Configuration;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;

namespace Audience.Hosting.Bus.Reconnecting;

/// <summary>Makes the bus on RabbitMQ as <c>UsingRabbitMq</c> does, from a <see cref="SteadyBusConfiguration"/>.</summary>
internal sealed class SteadyBusFactory : TransportRegistrationBusFactory<IRabbitMqReceiveEndpointConfigurator>
{
    private readonly IRabbitMqBusConfiguration _configuration;
    private readonly Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> _configure;

    public SteadyBusFactory(Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure)
        : this(new SteadyBusConfiguration(new RabbitMqTopologyConfiguration(RabbitMqBusFactory.CreateMessageTopology())), configure) { }

    private SteadyBusFactory(
        SteadyBusConfiguration configuration,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator> configure
    )
        : base(configuration.HostConfiguration)
    {
        _configuration = configuration;
        _configure = configure;
    }

    public override IBusInstance CreateBus(
        IBusRegistrationContext context,
        IEnumerable<IBusInstanceSpecification> specifications,
        string busName
    ) => CreateBus(new RabbitMqBusFactoryConfigurator(_configuration), context, _configure, specifications);
}
