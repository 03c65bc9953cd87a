using Audience.Contracts;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Data.Models;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Jobs;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leadership;
using Audience.Jobs.Leases;
using Audience.Jobs.Models;
using Audience.Jobs.Sagas;
using Audience.ModelWorker.Evaluating;
using Audience.ModelWorker.Reviewing;
using Audience.ModelWorker.Testing;
using Audience.ModelWorker.Training;
using MassTransit;

namespace Audience.ModelWorker;

/// <summary>What a model worker adds to its process.</summary>
public static class ModelWorkerRole
{
    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddModelWorker(this IServiceCollection services, AudienceSettings settings)
    {
        var work = settings.Work;
        string[] queues = [.. work.Queues.Prepend(work.ModelQueue).Select(q => QueueNames.ModelJobs(work.ModelQueue, q))];
        services.AddWorker("model", queues).AddModelSagas();
        services.AddSingleton(Datasets(settings)).AddSingleton<DatasetOpener>();
        services
            .AddSingleton<ModelWorkTable>()
            .AddSingleton<VoterLoader>()
            .AddSingleton<ModelMaker>()
            .AddSingleton<ModelPreparation>()
            .AddSingleton<EvaluationWriter>()
            .AddSingleton<ModelEvaluation>();
        services.AddSingleton<IWorkHandler, TrainModelHandler>().AddSingleton<IWorkHandler, TestModelHandler>();
        services.AddSingleton<ReviewTable>().AddSingleton<ReviewEnd>().AddSingleton<PostSample>();
        services.AddSingleton<IWorkHandler, SuspectsHandler>().AddSingleton<IWorkHandler, NextHandler>();
        // One model at a time, whatever queue it comes from: fits need memory, and a machine's processors.
        services.AddSingleton(new SlotPool("model", 1, [WorkKind.Train, WorkKind.Test, WorkKind.Suspects, WorkKind.Next], queues));
        return services;
    }

    /// <summary>Its consumers, its saga and the queue that it serves.</summary>
    public static BusPart Bus() => new(Register, Endpoints);

    private static void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<AbortModelConsumer>();
        bus.AddConsumer<WorkAddedConsumer>();
        bus.AddConsumer<LeadershipReleasedConsumer>();
        bus.AddSaga<ModelStateMachine, ModelState>();
    }

    private static void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        bus.SagaEndpoint<ModelState>(QueueNames.Models, context);
        bus.ReceiveEndpoint(
            new TemporaryEndpointDefinition(),
            endpoint =>
            {
                endpoint.ConfigureConsumer<AbortModelConsumer>(context);
                endpoint.ConfigureConsumer<WorkAddedConsumer>(context);
                endpoint.ConfigureConsumer<LeadershipReleasedConsumer>(context);
            }
        );
    }

    private static DatasetServer Datasets(AudienceSettings settings)
    {
        if (settings.Dataset.Host is not null)
            return DatasetServer.MySql(settings.Dataset.Connection());
        return settings.Output.Host is null
            ? DatasetServer.Sqlite(settings.DataDirectory)
            : DatasetServer.MySql(settings.Output.Connection());
    }
}
