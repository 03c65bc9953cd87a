using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Data.Sagas;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Sweeping;
using Audience.Hosting.Work;
using Audience.LabelWorker.Chunks;
using Audience.LabelWorker.Deleting;
using Audience.LabelWorker.Dumps;
using Audience.LabelWorker.Planning;
using Audience.LabelWorker.Production;
using Audience.LabelWorker.Tasks;
using MassTransit;

namespace Audience.LabelWorker;

/// <summary>What a label worker adds to its process.</summary>
public static class LabelWorkerRole
{
    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddLabelWorker(this IServiceCollection services)
    {
        services.AddSagas().AddWork();
        services.AddSingleton<ISagaMap, TaskStateMap>();
        services
            .AddScoped<TaskStartStep>()
            .AddScoped<LabelingFiguresStep>()
            .AddScoped<LabelingStep>()
            .AddScoped<ProductionStep>()
            .AddScoped<TaskFailureStep>();
        services.AddSingleton<CompiledTaskCache>().AddSingleton<ChunkLabeler>();
        services.AddSingleton<ChunkTable>().AddSingleton<ChunkPlanner>();
        services.AddSingleton(
            new SweptTable(
                "state",
                "task_id",
                "phase IN ('queued', 'labeling', 'producing', 'deleting')",
                (commands, id, cancellationToken) => commands.ToTasksAsync(new TaskMoved(id), cancellationToken)
            )
        );
        services.AddSingleton<ISagaMap, DumpStateMap>();
        services.AddScoped<DumpStep>();
        services.AddSingleton(
            new SweptTable(
                "dump",
                "dump_id",
                "status IN ('queued', 'dumping')",
                (commands, id, cancellationToken) => commands.ToDumpsAsync(new DumpMoved(id), cancellationToken)
            )
        );
        return services;
    }

    /// <summary>Its consumers, its saga and the queues that they serve.</summary>
    public static BusPart Bus(AudienceSettings settings) => new(Register, (context, bus) => Endpoints(context, bus, settings));

    private static void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<LabelChunkConsumer>();
        bus.AddConsumer<ProduceGroupConsumer>();
        bus.AddConsumer<PlanChunksConsumer>();
        bus.AddConsumer<TaskAbortedConsumer>();
        bus.AddConsumer<DeleteTaskConsumer>();
        bus.AddConsumer<MakeDumpGroupConsumer>();
        bus.AddSaga<TaskStateMachine, TaskState>();
        bus.AddSaga<DumpStateMachine, DumpState>();
    }

    private static void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator bus, AudienceSettings settings)
    {
        foreach (string queue in settings.Work.Queues)
            bus.ReceiveEndpoint(
                queue,
                endpoint =>
                {
                    endpoint.WorkAtOnce(settings.Work.Concurrency);
                    endpoint.UseFilter(context.GetRequiredService<WorkTurns>());
                    endpoint.ConfigureConsumer<LabelChunkConsumer>(context);
                    endpoint.ConfigureConsumer<ProduceGroupConsumer>(context);
                    endpoint.ConfigureConsumer<MakeDumpGroupConsumer>(context);
                }
            );
        bus.ReceiveEndpoint(
            QueueNames.Planning,
            endpoint =>
            {
                endpoint.WorkAtOnce(4);
                endpoint.ConfigureConsumer<PlanChunksConsumer>(context);
                endpoint.ConfigureConsumer<DeleteTaskConsumer>(context);
            }
        );
        bus.SagaEndpoint<TaskState>(QueueNames.Tasks, context);
        bus.SagaEndpoint<DumpState>(QueueNames.Dumps, context);
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint => endpoint.ConfigureConsumer<TaskAbortedConsumer>(context));
    }
}
