using Audience.Data;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Sagas;

/// <summary>
/// Looks for a saga that there is not, once, while the process starts: EF Core's model and the query of a saga, some 5,000 methods,
/// are compiled beside the start and not while the first task waits for them.
/// </summary>
internal sealed class SagaWarmUp<TSaga>(IServiceScopeFactory scopes, OutputDatabase output, ILogger<SagaWarmUp<TSaga>> log)
    : BackgroundService
    where TSaga : class, ISaga
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await output.PrepareAsync(stoppingToken);
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SagaDbContext>();
            // Not cancelled: EF Core would log an error where a process is told to stop meanwhile.
            await SagaRow<TSaga>.LockAsync(db, output.Dialect, Guid.Empty, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogDebug("Sagas are not warmed up, so that the first one takes longer: {Reason}", e.Message);
        }
    }
}
