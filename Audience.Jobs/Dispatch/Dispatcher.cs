using System.Collections.Concurrent;
using Audience.Jobs.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Takes work and has it done: for each pool of slots, as soon as one is free, the next piece in fair order. The table is the
/// truth; a message
/// only says that a look is worth while, and without one it looks every second.
/// </summary>
public sealed class Dispatcher(
    IEnumerable<SlotPool> pools,
    CandidateFinder finder,
    LeaseStore leases,
    WorkRunner runner,
    WorkSignal signal,
    WorkerIdentity worker,
    ILogger<Dispatcher> log
) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, byte> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(pools.Select(pool => ServeAsync(pool, stoppingToken)));
        // Each gives its piece back, and then ends.
        await Task.WhenAll(_running.Keys);
    }

    private async Task ServeAsync(SlotPool pool, CancellationToken stopping)
    {
        bool failing = false;
        var order = new FairOrder();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var slot = await pool.TakeAsync(stopping);
                var next = signal.Next;
                if (await ClaimAsync(pool, stopping) is { } claim)
                {
                    Run(claim, slot);
                    continue;
                }
                slot.Dispose();
                failing = false;
                await Task.WhenAny(next, Task.Delay(s_period, stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }

        async Task<WorkClaim?> ClaimAsync(SlotPool from, CancellationToken cancellationToken)
        {
            try
            {
                return await FindAsync(from, order, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("No {Pool} work can be taken, which is tried again every second: {Reason}", from.Name, e.Message);
                failing = true;
                return null;
            }
        }
    }

    private async Task<WorkClaim?> FindAsync(SlotPool pool, FairOrder order, CancellationToken cancellationToken)
    {
        var candidates = await finder.FindAsync(pool.Kinds, pool.Queues, cancellationToken);
        foreach (var candidate in order.Of(candidates))
        {
            string owner = Guid.NewGuid().ToString("N");
            var claim = await leases.ClaimAsync(candidate.Kind, candidate.Parent, candidate.Ordinal, owner, worker.Id, cancellationToken);
            if (claim is null)
                continue;
            order.Served(candidate, candidates);
            return claim;
        }
        return null;
    }

    private void Run(WorkClaim claim, Slot slot)
    {
        var running = Task.Run(async () =>
        {
            using (slot)
                await runner.RunAsync(new WorkContext(claim, slot));
        });
        _running[running] = 0;
        _ = running.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                if (done.Exception is { } error)
                    log.LogError(error, "{Claim} ended in a way that nobody expected; its lease ends by itself", claim);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }
}
