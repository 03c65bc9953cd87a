using Audience.Contracts;
using Audience.Data;
using Audience.Data.Sagas;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.LabelWorker.Chunks;
using Audience.LabelWorker.Planning;
using Audience.LabelWorker.Production;
using Audience.LabelWorker.Sweeping;
using Audience.LabelWorker.Tasks;
using Audience.LabelWorker.Work;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;

namespace Audience.LabelWorker;

/// <summary>What a label worker adds to its process.</summary>
public static class LabelWorkerRole
{
    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddLabelWorker(this IServiceCollection services)
    {
        services.AddDbContext<SagaDbContext>((provider, options) => provider.GetRequiredService<OutputDatabase>().UseEf(options));
        services.AddSingleton<ISagaMap, TaskStateMap>();
        services.AddScoped<TaskStartStep>().AddScoped<LabelingStep>().AddScoped<ProductionStep>().AddScoped<TaskFailureStep>();
        services.AddSingleton<RunningTasks>().AddSingleton<TransientRetry>().AddSingleton<WorkRunner>();
        services.AddSingleton<TaskPlans>().AddSingleton<ChunkLabeler>();
        services.AddSingleton<ChunkTable>().AddSingleton<ChunkPlanner>();
        return services.AddHostedService<TaskSweeper>();
    }

    /// <summary>Its consumers, its saga and the queues that they serve.</summary>
    public static BusPart Bus(AudienceSettings settings) => new(Register, (context, bus) => Endpoints(context, bus, settings));

    private static void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<LabelChunkConsumer>();
        bus.AddConsumer<ProduceGroupConsumer>();
        bus.AddConsumer<PlanChunksConsumer>();
        bus.AddConsumer<TaskAbortedConsumer>();
        bus.AddSagaStateMachine<TaskStateMachine, TaskState>().Repository(r =>
            r.RegisterSagaRepository<TaskState, SagaDbContext, SagaConsumeContextFactory<SagaDbContext, TaskState>, SagaStorage<TaskState>>());
    }

    private static void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator bus, AudienceSettings settings)
    {
        foreach (string queue in settings.Work.Queues)
            bus.ReceiveEndpoint(queue, endpoint =>
            {
                Configure(endpoint, settings.Work.Concurrency);
                endpoint.ConfigureConsumer<LabelChunkConsumer>(context);
                endpoint.ConfigureConsumer<ProduceGroupConsumer>(context);
            });
        bus.ReceiveEndpoint(QueueNames.Planning, endpoint =>
        {
            Configure(endpoint, 4);
            endpoint.ConfigureConsumer<PlanChunksConsumer>(context);
        });
        bus.ReceiveEndpoint(QueueNames.Tasks, endpoint =>
        {
            Configure(endpoint, 8);
            // After a crash between the commit and the sending, the message comes again and meets a saga that is further on.
            endpoint.UseMessageRetry(retry => retry.Exponential(8, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100)));
            endpoint.UseInMemoryOutbox(context);
            endpoint.ConfigureSaga<TaskState>(context);
        });
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint => endpoint.ConfigureConsumer<TaskAbortedConsumer>(context));
    }

    // As many messages as are worked on: with more, one worker would hold what another could do.
    private static void Configure(IReceiveEndpointConfigurator endpoint, int concurrency)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = concurrency;
        endpoint.ConcurrentMessageLimit = concurrency;
    }
}
