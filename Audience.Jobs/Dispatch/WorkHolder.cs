using Audience.Jobs.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>Holds pieces of work while they are done: keeps their leases alive, and cancels them where they are not to go on.</summary>
public sealed class WorkHolder(LeaseStore leases, RunningWork running, IHostApplicationLifetime lifetime, ILogger<WorkHolder> log)
{
    /// <summary>Holds a piece until the result is disposed of.</summary>
    public HeldWork Hold(WorkContext work)
    {
        var cancellation = new WorkCancellation(lifetime.ApplicationStopping);
        var entry = running.Enter(work.Claim, cancellation);
        return new HeldWork(cancellation, entry, new LeaseRenewal(leases, work, cancellation, log), lifetime.ApplicationStopping);
    }
}

/// <summary>A piece of work that is held.</summary>
public sealed class HeldWork : IAsyncDisposable
{
    private readonly WorkCancellation _cancellation;
    private readonly IDisposable _entry;
    private readonly LeaseRenewal _lease;
    private readonly CancellationToken _stopping;

    internal HeldWork(WorkCancellation cancellation, IDisposable entry, LeaseRenewal lease, CancellationToken stopping) =>
        (_cancellation, _entry, _lease, _stopping) = (cancellation, entry, lease, stopping);

    /// <summary>Cancelled when the work is to end.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the work is to end.</summary>
    public bool IsCancelled => _cancellation.IsRequested;

    /// <summary>Whether that is because the process stops.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        await _lease.DisposeAsync();
        _entry.Dispose();
        _cancellation.Dispose();
    }
}
