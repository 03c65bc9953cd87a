using Audience.Hosting.Settings;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Audience.Hosting.Work;

/// <summary>Lets a worker do WORKER_CONCURRENCY pieces at a time, whatever queues they come from; whoever comes later waits, at the most as long as a piece takes.</summary>
public sealed class WorkTurns(AudienceSettings settings, IHostApplicationLifetime lifetime) : IFilter<ConsumeContext>, IDisposable
{
    private readonly SemaphoreSlim _free = new(settings.Work.Concurrency);

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await _free.WaitAsync(context.CancellationToken);
        try
        {
            // Left to another worker: the saga sends again what nobody has begun.
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
                await next.Send(context);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workTurns");

    public void Dispose() => _free.Dispose();
}
