using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Data.Datasets;
using Audience.Data.Sagas;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Sweeping;
using Audience.Hosting.Work;
using Audience.ModelWorker.Evaluating;
using Audience.ModelWorker.Models;
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
        services.AddSagas().AddWork();
        services.AddSingleton(Datasets(settings));
        services.AddSingleton<ISagaMap, ModelStateMap>();
        services.AddScoped<ModelWorkStep>().AddScoped<TrainingStep>().AddScoped<TestingStep>();
        services.AddSingleton<ModelWorkTable>().AddSingleton<ModelPreparation>().AddSingleton<ModelEvaluation>().AddSingleton<ModelTurn>();
        services.AddSingleton(
            new SweptTable(
                "model_status",
                "task_id",
                "(training_status IN ('pending', 'started') OR ext_status IN ('pending', 'started'))",
                (commands, id, cancellationToken) => commands.ToModelsAsync(new ModelMoved(id), cancellationToken)
            )
        );
        return services;
    }

    /// <summary>Its consumers, its saga and the queues that they serve.</summary>
    public static BusPart Bus(AudienceSettings settings) => new(Register, (context, bus) => Endpoints(context, bus, settings));

    private static void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<TrainModelConsumer>();
        bus.AddConsumer<TestModelConsumer>();
        bus.AddConsumer<ModelAbortedConsumer>();
        bus.AddSaga<ModelStateMachine, ModelState>();
    }

    private static void Endpoints(IBusRegistrationContext context, IBusFactoryConfigurator bus, AudienceSettings settings)
    {
        foreach (string queue in settings.Work.Queues.Prepend(settings.Work.ModelQueue))
            bus.ReceiveEndpoint(
                QueueNames.ModelJobs(settings.Work.ModelQueue, queue),
                endpoint =>
                {
                    endpoint.WorkAtOnce(1);
                    endpoint.ConfigureConsumer<TrainModelConsumer>(context);
                    endpoint.ConfigureConsumer<TestModelConsumer>(context);
                }
            );
        bus.SagaEndpoint<ModelState>(QueueNames.Models, context);
        bus.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint => endpoint.ConfigureConsumer<ModelAbortedConsumer>(context));
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
