namespace Audience.Jobs.Dispatch;

/// <summary>
/// Ends one piece of work, also when the process stops. Whoever says so goes on at once: what is cancelled may have to ask a slow server to
/// stop, one after the other, and a process has 10 seconds for all of it.
/// </summary>
public sealed class WorkCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    /// <param name="stopping">The process stops.</param>
    public WorkCancellation(CancellationToken stopping) => _registration = stopping.Register(Cancel);

    /// <summary>Cancelled when the work is to end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the work is to end.</summary>
    public bool IsRequested => _source.IsCancellationRequested;

    /// <summary>Asks the work to end; returns at once.</summary>
    public void Cancel()
    {
        try
        {
            _ = _source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The work has just ended by itself.
        }
    }

    public void Dispose()
    {
        // Waits for a callback that runs now; that is Cancel, which takes no time.
        _registration.Dispose();
        _source.Dispose();
    }
}
