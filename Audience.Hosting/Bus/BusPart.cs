using MassTransit;

namespace Audience.Hosting.Bus;

/// <summary>What one role adds to the bus of its process.</summary>
/// <param name="Register">Adds consumers and sagas.</param>
/// <param name="Endpoints">Adds the queues that they serve.</param>
public sealed record BusPart(
    Action<IBusRegistrationConfigurator> Register,
    Action<IBusRegistrationContext, IBusFactoryConfigurator> Endpoints
);
