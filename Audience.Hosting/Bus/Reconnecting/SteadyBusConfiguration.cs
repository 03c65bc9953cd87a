using MassTransit;
using MassTransit.Configuration;
using MassTransit.Observables;
using MassTransit.RabbitMqTransport.Configuration;

namespace Audience.Hosting.Bus.Reconnecting;

/// <summary>MassTransit's configuration of a bus on RabbitMQ, with <see cref="SteadyHostConfiguration"/> as its connection.</summary>
internal sealed class SteadyBusConfiguration : RabbitMqEndpointConfiguration, IRabbitMqBusConfiguration
{
    private readonly BusObservable _observers = new();

    public SteadyBusConfiguration(IRabbitMqTopologyConfiguration topology)
        : base(topology)
    {
        HostConfiguration = new SteadyHostConfiguration(this, topology);
        BusEndpointConfiguration = CreateEndpointConfiguration(true);
    }

    public IRabbitMqHostConfiguration HostConfiguration { get; }

    public IRabbitMqEndpointConfiguration BusEndpointConfiguration { get; }

    IHostConfiguration IBusConfiguration.HostConfiguration => HostConfiguration;

    IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpointConfiguration;

    IBusObserver IBusConfiguration.BusObservers => _observers;

    public ConnectHandle ConnectBusObserver(IBusObserver observer) => _observers.Connect(observer);

    public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer) =>
        HostConfiguration.ConnectEndpointConfigurationObserver(observer);
}
