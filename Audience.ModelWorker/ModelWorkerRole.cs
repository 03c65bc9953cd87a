using Audience.Hosting.Bus;
using Audience.Hosting.Settings;

namespace Audience.ModelWorker;

/// <summary>What a model worker adds to its process.</summary>
public static class ModelWorkerRole
{
    /// <summary>Adds its services.</summary>
    public static IServiceCollection AddModelWorker(this IServiceCollection services) => services;

    /// <summary>Its consumers and the queues that they serve.</summary>
    public static BusPart Bus(AudienceSettings settings) => new(_ => { }, (_, _) => { });
}
