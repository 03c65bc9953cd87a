using Audience.Data;
using Audience.Data.Models;
using Audience.Jobs.Callbacks;
using Audience.Jobs.Comparisons;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Dumps;
using Audience.Jobs.Leadership;
using Audience.Jobs.Leases;
using Audience.Jobs.Models;
using Audience.Jobs.Resilience;
using Audience.Jobs.Sagas;
using Audience.Jobs.Schedules;
using Audience.Jobs.Tasks;
using Audience.Jobs.Watchdog;
using Audience.Jobs.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Audience.Jobs;

/// <summary>Adds the job engine: to every process what changes sagas, to workers what does work.</summary>
public static class JobsRegistration
{
    /// <summary>Adds what every process needs, the API too.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobOptions options)
    {
        services.AddSingleton(options);
        services.AddDbContext<SagaDbContext>((provider, ef) => provider.GetRequiredService<OutputDatabase>().UseEf(ef));
        services.AddSingleton<ISagaMap, TaskStateMap>().AddSingleton<ISagaMap, DumpStateMap>().AddSingleton<ISagaMap, ModelStateMap>();
        services.AddSingleton<SagaRows>().AddSingleton<TaskChanges>().AddSingleton<ModelChanges>().AddSingleton<ComparisonTable>();
        services.AddSingleton(p => new ScheduleClock(p.GetRequiredService<TimeProvider>(), options.TimeZone));
        services.AddSingleton<TransientRetry>().AddSingleton<LeaseStore>().AddSingleton<WorkerTable>().AddSingleton<QueueTable>();
        return services;
    }

    /// <summary>Adds what does work. Adding it twice, where two roles run in one process, adds it once.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, string kind, IReadOnlyList<string> queues)
    {
        services.AddSingleton(new WorkerRole(kind, queues));
        services.TryAddSingleton(p => WorkerIdentity.Of(p.GetServices<WorkerRole>()));
        services.TryAddSingleton<RunningWork>();
        services.TryAddSingleton<WorkSignal>();
        services.TryAddSingleton<CandidateFinder>();
        services.TryAddSingleton<NextPiece>();
        services.TryAddSingleton<WorkPoller>();
        services.TryAddSingleton<LeaderTable>();
        services.TryAddSingleton<LeaderElection>();
        services.TryAddSingleton<SagaWaker>();
        services.TryAddSingleton<OutputWrites>();
        services.TryAddSingleton<WorkHandlers>();
        services.TryAddSingleton<WorkHolder>();
        services.TryAddSingleton<WorkEnd>();
        services.TryAddSingleton<WorkRunner>();
        services.TryAddSingleton<SourceCircuits>();
        services.TryAddSingleton<CallbackQueue>();
        services.TryAddSingleton<CallbackClient>();
        services.TryAddSingleton<CallbackPump>();
        return services
            .AddHostedService(p => p.GetRequiredService<LeaderElection>())
            .AddHostedService<Dispatcher>()
            .AddHostedService(p => p.GetRequiredService<WorkPoller>())
            .AddHostedService<CancellationWatch>()
            .AddHostedService<SagaWatchdog>()
            .AddHostedService<WorkWatchdog>()
            .AddHostedService<CallbackSender>()
            .AddHostedService<WorkerHeartbeat>();
    }

    /// <summary>Adds the steps of task and dump sagas, and what has the runs of schedules done.</summary>
    public static IServiceCollection AddTaskSagas(this IServiceCollection services)
    {
        services.AddScoped<StartStep>().AddScoped<LabelingStep>().AddScoped<ProductionStep>().AddScoped<DeletionStep>();
        services.AddSingleton<ScheduleStep>().AddSingleton<Scheduler>().AddHostedService(p => p.GetRequiredService<Scheduler>());
        services.AddSingleton<TaskRetention>().AddHostedService(p => p.GetRequiredService<TaskRetention>());
        services.AddHostedService<SagaWarmUp<TaskState>>();
        return services.AddScoped<LabelingFiguresStep>().AddScoped<TaskFailure>().AddScoped<DumpStep>();
    }

    /// <summary>Adds the steps of model sagas.</summary>
    public static IServiceCollection AddModelSagas(this IServiceCollection services)
    {
        services.AddScoped<ModelWorkStep>().AddScoped<TrainingStep>().AddScoped<TestingStep>();
        services.TryAddSingleton<ModelRemoval>();
        return services;
    }
}
