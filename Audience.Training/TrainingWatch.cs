namespace Audience.Training;

/// <summary>Carries progress out of a training, and the wish to stop into it.</summary>
internal sealed class TrainingWatch(IProgress<double>? progress, CancellationToken cancellationToken)
{
    private readonly Lock _lock = new();
    private double _from,
        _to,
        _done;

    /// <summary>Cancelled when the work is to end.</summary>
    public CancellationToken Cancel => cancellationToken;

    /// <summary>Begins a part of the work, from the end of the part before it.</summary>
    /// <param name="to">Where it will end, 0 to 1.</param>
    public void Part(double to)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Tell(_to);
            (_from, _to) = (_to, Math.Max(to, _to));
        }
    }

    /// <summary>Tells how much of the current part is done.</summary>
    /// <param name="share">0 to 1; less than before changes nothing.</param>
    public void Done(double share)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            Tell(_from + (_to - _from) * Math.Clamp(share, 0, 1));
    }

    /// <summary>All is done.</summary>
    public void Finish()
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            Tell(1);
    }

    private void Tell(double done)
    {
        // Not for every little step: who listens may write to a database.
        if (done < _done + 0.005 && (done < 1 || _done == 1))
            return;
        _done = done;
        progress?.Report(done);
    }
}
