using MassTransit;

namespace Audience.Hosting.Bus.Reconnecting;

/// <summary>Gives every endpoint on RabbitMQ its <see cref="ClosedChannelFilter"/>.</summary>
internal sealed class ClosedChannelObserver : IEndpointConfigurationObserver
{
    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
    {
        if (configurator is IRabbitMqReceiveEndpointConfigurator endpoint)
            endpoint.ConfigureChannel(channel => channel.UseFilter(new ClosedChannelFilter()));
    }
}
