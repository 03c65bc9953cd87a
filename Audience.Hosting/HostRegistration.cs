using Audience.Data;
using Audience.Data.Authors;
using Audience.Data.Dumps;
using Audience.Data.Models;
using Audience.Data.Schedules;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Hosting.Addresses;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Jobs;
using Audience.Jobs.Callbacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting;

/// <summary>What every process of the system needs.</summary>
public static class HostRegistration
{
    /// <summary>Adds settings, clock, output database and the tables in it.</summary>
    public static IServiceCollection AddAudience(this IServiceCollection services, AudienceSettings settings)
    {
        services.AddSingleton(settings);
        services.AddBrokerState(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => new LocalClock(p.GetRequiredService<TimeProvider>(), settings.TimeZone));
        services.AddSingleton(p => Output(settings, p.GetRequiredService<ILoggerFactory>()));
        services.AddJobs(settings.Work.ToJobOptions() with { TimeZone = settings.TimeZone });
        services.AddSingleton(new SecretBox(settings.SecretKeys));
        services.AddSingleton(settings.Labels.ConflictGroups);
        services.AddSingleton<SiteHosts>();
        services.AddSingleton<CallbackHosts>();
        services.AddSingleton(p => new CallbackOptions
        {
            Secret = settings.Callbacks.Secret,
            FindAddress = p.GetRequiredService<CallbackHosts>().FindAddressAsync,
        });
        services.AddSingleton<PostSources>().AddHostedService<SourceGrants>();
        services.AddSingleton<TaskDefinitions>();
        services.AddSingleton<TaskTable>();
        services.AddSingleton<ScheduleTable>().AddSingleton<ScheduleQueries>();
        services.AddSingleton<TaskSamples>();
        services.AddSingleton<TaskReports>();
        services.AddSingleton<ChunkProgress>();
        services.AddSingleton<TaskModelLoader>();
        services.AddSingleton<ChunkAuthors>();
        // Its pauses are as long as a server's work: of real time, whatever the clock of schedules says.
        services.AddSingleton(p => new TaskDeletion(p.GetRequiredService<OutputDatabase>(), TimeProvider.System));
        services
            .AddSingleton<ModelTable>()
            .AddSingleton<ModelDefinitions>()
            .AddSingleton<ModelArtefacts>()
            .AddSingleton<ModelReports>()
            .AddSingleton<ModelRemoval>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<ModelCache>(p, settings.ModelCacheDirectory));
        services.AddSingleton<DumpTable>();
        return services;
    }

    private static OutputDatabase Output(AudienceSettings settings, ILoggerFactory logs)
    {
        if (settings.Output.Host is null)
            return OutputDatabases.Sqlite(settings.DataDirectory, settings.Output.Schema);
        var connection = settings.Output.Connection();
        connection.AllowLoadLocalInfile = true;
        return OutputDatabases.MySql(connection, settings.Output.Schema, logs);
    }
}
