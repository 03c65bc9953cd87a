using Audience.Data.Work;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting.Work;

/// <summary>Renews a claim's lease three times in its length, and ends the work when the claim is lost.</summary>
public sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="ledger">Where leases are.</param>
    /// <param name="claim">The claim to keep.</param>
    /// <param name="ending">Cancelled when the claim is found to be lost.</param>
    /// <param name="log">Told when a renewal fails.</param>
    public LeaseKeeper(WorkLedger ledger, WorkClaim claim, Ending ending, ILogger log) =>
        _loop = Task.Run(() => KeepAsync(ledger, claim, ending, log));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task KeepAsync(WorkLedger ledger, WorkClaim claim, Ending ending, ILogger log)
    {
        using var timer = new PeriodicTimer(WorkLedger.Lease / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await RenewAsync(ledger, claim, ending, log);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work has ended, and with it the need for its lease.
            return;
        }
    }

    private async Task RenewAsync(WorkLedger ledger, WorkClaim claim, Ending ending, ILogger log)
    {
        try
        {
            if (!await ledger.RenewAsync(claim, _stop.Token))
                ending.Cancel();
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            // Not a reason to stop: if the lease is lost meanwhile, the commit finds out and nothing is written twice.
            log.LogWarning(
                "The lease on {Table} {Key} of task {TaskId} could not be renewed: {Reason}",
                claim.Table.Name,
                claim.Key,
                claim.TaskId,
                e.Message
            );
        }
    }
}
