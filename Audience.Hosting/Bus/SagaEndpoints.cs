using Audience.Data;
using Audience.Data.Dialects;
using Audience.Data.Sagas;
using Audience.Hosting.Settings;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Hosting.Bus;

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
                // An outage of the database is waited out, below the broker's 30-minute delivery limit; what is no such thing is not tried for long.
                var dialect = context.GetRequiredService<OutputDatabase>().Dialect;
                int outage = 12 * context.GetRequiredService<AudienceSettings>().Work.RetryMinutes;
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<Exception>(e => Passes(dialect, e));
                    retry.Exponential(outage, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
                });
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Handle<Exception>(e => !Passes(dialect, e));
                    retry.Exponential(8, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
                });
                endpoint.UseInMemoryOutbox(context);
                endpoint.ConfigureSaga<TSaga>(context);
            }
        );

    // EF and MassTransit wrap what the driver throws.
    private static bool Passes(SqlDialect dialect, Exception? error) =>
        error is not null && (dialect.IsTransient(error) || Passes(dialect, error.InnerException));

    /// <summary>Takes as many messages as are worked on: with more, one worker would hold what another could do.</summary>
    public static void WorkAtOnce(this IReceiveEndpointConfigurator endpoint, int messages)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = messages;
        endpoint.ConcurrentMessageLimit = messages;
    }
}
