using Audience.Data;
using Audience.Data.Sagas;
using Audience.Hosting.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Audience.Hosting.Work;

/// <summary>What the workers have in common. Adding it twice, where both run in one process, adds it once.</summary>
public static class WorkRegistration
{
    /// <summary>Adds the storage of sagas.</summary>
    public static IServiceCollection AddSagas(this IServiceCollection services) =>
        services.AddDbContext<SagaDbContext>((provider, options) => provider.GetRequiredService<OutputDatabase>().UseEf(options));

    /// <summary>Adds what does claimed pieces of work, and what wakes sagas that are due.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.TryAddSingleton<RunningTasks>();
        services.TryAddSingleton<TransientRetry>();
        services.TryAddSingleton<WorkRunner>();
        services.TryAddSingleton<WorkTurns>();
        return services.AddHostedService<Sweeper>().AddHostedService<AbortWatch>();
    }
}
