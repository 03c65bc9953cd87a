using System.Collections.Concurrent;
using Audience.Jobs.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Takes work and has it done: for each pool of slots, as soon as one is free, the next piece in fair order, and where there is none, as
/// soon as there may be some. The table is the truth; a message only says that a look is worth while.
/// </summary>
public sealed class Dispatcher(
    IEnumerable<SlotPool> pools,
    NextPiece next,
    WorkRunner runner,
    WorkPoller poller,
    IHostApplicationLifetime lifetime,
    ILogger<Dispatcher> log
) : BackgroundService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, byte> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Its own turn to stop comes after others', and until then it would take what its slots give back.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(pools.Select(pool => ServeAsync(pool, stopping.Token)));
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
                pool.IsOpen = false;
                var slot = await pool.TakeAsync(stopping);
                // Before the look, so that work that comes in meanwhile is not missed.
                pool.IsOpen = true;
                var signal = pool.Signal.Next;
                if (await ClaimAsync() is { } claim)
                {
                    Run(claim, slot);
                    continue;
                }
                slot.Dispose();
                await (failing ? Task.Delay(s_retry, stopping) : signal.WaitAsync(stopping));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }

        async Task<WorkClaim?> ClaimAsync()
        {
            try
            {
                var claim = await next.ClaimAsync(pool, order, stopping);
                failing = false;
                return claim;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("No {Pool} work can be taken, which is tried again every second: {Reason}", pool.Name, e.Message);
                failing = true;
                return null;
            }
        }
    }

    private void Run(WorkClaim claim, Slot slot)
    {
        var running = Task.Run(
            async () =>
            {
                using (slot)
                    await runner.RunAsync(new WorkContext(claim, slot));
            },
            CancellationToken.None
        );
        _running[running] = 0;
        _ = running.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                if (done.Exception is { } error)
                    log.LogError(error, "{Claim} ended in a way that nobody expected; its lease ends by itself", claim);
                // It may have been put off, or given back.
                poller.Wake();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }
}
