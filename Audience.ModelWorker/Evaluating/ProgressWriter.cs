using Audience.Jobs.Leases;

namespace Audience.ModelWorker.Evaluating;

/// <summary>Writes how far a piece of work is, at most once a second, so that callers can draw a progress bar.</summary>
public sealed class ProgressWriter : IProgress<double>, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private double _done;

    /// <param name="write">Writes how much is done; where that fails, the next one tells it.</param>
    public ProgressWriter(Func<double, CancellationToken, Task> write) => _loop = Task.Run(() => WriteAsync(write), CancellationToken.None);

    /// <param name="work">Where it is written.</param>
    /// <param name="claim">The work.</param>
    public ProgressWriter(ModelWorkTable work, WorkClaim claim)
        : this((progress, token) => work.TryWriteProgressAsync(claim, progress, token)) { }

    /// <summary>Notes how much is done, 0 to 1; it never falls.</summary>
    public void Report(double value)
    {
        if (value > Volatile.Read(ref _done))
            Volatile.Write(ref _done, value);
    }

    /// <summary>The progress of a part of the work.</summary>
    public IProgress<double> Part(double from, double share) => new PartProgress(this, from, share);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task WriteAsync(Func<double, CancellationToken, Task> write)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        double written = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                if (Volatile.Read(ref _done) is var done && done > written)
                    await write(written = done, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work has ended; its end is written with its results.
            return;
        }
    }

    private sealed class PartProgress(ProgressWriter whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + share * value);
    }
}
