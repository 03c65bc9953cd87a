using Audience.Jobs.Leases;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>Renews a claim's lease three times in its length, and ends the work when the claim is lost.</summary>
public sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="leases">Where leases are.</param>
    /// <param name="work">The piece whose claim is kept.</param>
    /// <param name="cancellation">Cancelled when the claim is found to be lost.</param>
    /// <param name="log">Told when a renewal fails.</param>
    public LeaseRenewal(LeaseStore leases, WorkContext work, WorkCancellation cancellation, ILogger log) =>
        _loop = Task.Run(() => RenewWhileHeldAsync(leases, work, cancellation, log), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RenewWhileHeldAsync(LeaseStore leases, WorkContext work, WorkCancellation cancellation, ILogger log)
    {
        using var timer = new PeriodicTimer(LeaseStore.Lease / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await RenewAsync(leases, work, cancellation, log);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work has ended, and with it the need for its lease.
            return;
        }
    }

    private async Task RenewAsync(LeaseStore leases, WorkContext work, WorkCancellation cancellation, ILogger log)
    {
        var claim = work.Claim;
        try
        {
            if (!await leases.RenewAsync(claim, work.Slot.WaitingFor, work.Slot.Progress, _stop.Token))
                cancellation.Cancel();
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            // Not a reason to stop: if the lease is lost meanwhile, the commit finds out and nothing is written twice.
            log.LogWarning(
                "The lease on {Table} {Key} of task {TaskId} could not be renewed: {Reason}",
                claim.Kind.Name,
                claim.Key,
                claim.TaskId,
                e.Message
            );
        }
    }
}
