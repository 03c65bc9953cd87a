using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;

namespace Audience.Jobs.Sagas;

/// <summary>How sagas and workers take their messages: the same way everywhere.</summary>
public static class SagaEndpoints
{
    /// <summary>Adds a saga that is stored in its table.</summary>
    public static void AddSaga<TMachine, TSaga>(this IBusRegistrationConfigurator bus)
        where TMachine : class, SagaStateMachine<TSaga>
        where TSaga : class, SagaStateMachineInstance =>
        bus.AddSagaStateMachine<TMachine, TSaga>()
            .Repository(r =>
                r.RegisterSagaRepository<TSaga, SagaDbContext, SagaConsumeContextFactory<SagaDbContext, TSaga>, SagaStorage<TSaga>>()
            );

    /// <summary>Serves a saga's queue.</summary>
    public static void SagaEndpoint<TSaga>(this IBusFactoryConfigurator bus, string queue, IBusRegistrationContext context)
        where TSaga : class, SagaStateMachineInstance =>
        bus.ReceiveEndpoint(
            queue,
            endpoint =>
            {
                endpoint.WorkAtOnce(8);
                // A message is a hint. Where trouble lasts longer, the watchdog wakes the saga again once it is over.
                endpoint.UseMessageRetry(retry =>
                    retry.Exponential(8, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100))
                );
                endpoint.UseInMemoryOutbox(context);
                endpoint.ConfigureSaga<TSaga>(context);
            }
        );

    /// <summary>Takes as many messages as are worked on: with more, one worker would hold what another could do.</summary>
    public static void WorkAtOnce(this IReceiveEndpointConfigurator endpoint, int messages)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = messages;
        endpoint.ConcurrentMessageLimit = messages;
    }
}
