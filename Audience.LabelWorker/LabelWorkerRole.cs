using Audience.Contracts;
using Audience.Data.Documents;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Jobs;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Dumps;
using Audience.Jobs.Leadership;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Tasks;
using Audience.LabelWorker.Chunks;
using Audience.LabelWorker.Comparisons;
using Audience.LabelWorker.Deleting;
using Audience.LabelWorker.Dumps;
using Audience.LabelWorker.Planning;
using Audience.LabelWorker.Previews;
using Audience.LabelWorker.Production;
using Audience.LabelWorker.Series;
using Audience.LabelWorker.Sources;
using MassTransit;

namespace Audience.LabelWorker;

/// <summary>What a label worker adds to its process.</summary>
public static class LabelWorkerRole
{
    private const int PreviewsAtOnce = 2;

    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddLabelWorker(this IServiceCollection services, AudienceSettings settings)
    {
        services.AddWorker("label", settings.Work.Queues).AddTaskSagas();
        services.AddSingleton<SourceReader>().AddSingleton<ChunkTable>().AddSingleton<ChunkPlanner>();
        services.AddSingleton<CompiledTaskCache>().AddSingleton<ChunkLabeler>().AddSingleton<GroupProduction>();
        services.AddSingleton<SampleReader>().AddSingleton<Previewer>().AddSingleton<Suggester>().AddSingleton<RunningPreviews>();
        services.AddSingleton<GoldMeasurer>().AddSingleton<DataSetTable>().AddSingleton<DocumentReader>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<DumpGroupBuilder>(p, settings.DumpDirectory));
        services.AddSingleton<IWorkHandler, PlanChunksHandler>().AddSingleton<IWorkHandler, LabelChunkHandler>();
        services.AddSingleton<IWorkHandler, ProduceGroupHandler>().AddSingleton<IWorkHandler, DeleteTaskHandler>();
        services.AddSingleton<IWorkHandler, MakeDumpGroupHandler>().AddSingleton<IWorkHandler, ProduceSeriesHandler>();
        services.AddSingleton<IWorkHandler, CompareTasksHandler>().AddSingleton<TaskComparer>();
        services.AddSingleton<SeriesTakeover>().AddSingleton<SeriesProduction>();
        // What takes the processor shares its slots; what waits for databases has slots of its own, so that neither waits for the other.
        var queues = settings.Work.Queues;
        services.AddSingleton(
            new SlotPool("labelling", settings.Work.Concurrency, [WorkKind.Label, WorkKind.Produce, WorkKind.Series], queues)
        );
        services.AddSingleton(new SlotPool("planning", 4, [WorkKind.Plan], queues));
        services.AddSingleton(new SlotPool("deletion", 1, [WorkKind.Delete], queues));
        services.AddSingleton(new SlotPool("dump", Math.Min(settings.Work.Concurrency, 2), [WorkKind.Dump, WorkKind.Compare], queues));
        return services;
    }

    /// <summary>Its consumers, its sagas and the queues that they serve.</summary>
    public static BusPart Bus() => new(Register, Endpoints);

    private static void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<AbortTaskConsumer>();
        bus.AddConsumer<WorkAddedConsumer>();
        bus.AddConsumer<LeadershipReleasedConsumer>();
        bus.AddConsumer<PreviewConsumer>();
        bus.AddConsumer<CancelPreviewConsumer>();
        bus.AddSaga<TaskStateMachine, TaskState>();
        bus.AddSaga<DumpStateMachine, DumpState>();
    }

    private static void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        bus.SagaEndpoint<TaskState>(QueueNames.Tasks, context);
        bus.SagaEndpoint<DumpState>(QueueNames.Dumps, context);
        bus.ReceiveEndpoint(
            new TemporaryEndpointDefinition(),
            endpoint =>
            {
                endpoint.ConfigureConsumer<AbortTaskConsumer>(context);
                endpoint.ConfigureConsumer<WorkAddedConsumer>(context);
                endpoint.ConfigureConsumer<LeadershipReleasedConsumer>(context);
                endpoint.ConfigureConsumer<CancelPreviewConsumer>(context);
            }
        );
        foreach (string queue in context.GetRequiredService<AudienceSettings>().Work.Queues)
            bus.ReceiveEndpoint(
                QueueNames.Previews(queue),
                endpoint =>
                {
                    endpoint.WorkAtOnce(PreviewsAtOnce);
                    endpoint.ConfigureConsumer<PreviewConsumer>(context);
                }
            );
    }
}
