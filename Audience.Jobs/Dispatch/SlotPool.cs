using Audience.Jobs.Leases;

namespace Audience.Jobs.Dispatch;

/// <summary>The slots of a process for some kinds of work: so many pieces of them are in hand at a time.</summary>
/// <param name="name">For logs.</param>
/// <param name="slots">How many.</param>
/// <param name="kinds">The kinds of work that share them.</param>
/// <param name="queues">The queues whose work is taken.</param>
public sealed class SlotPool(string name, int slots, IReadOnlyList<WorkKind> kinds, IReadOnlyList<string> queues)
{
    private readonly Lock _lock = new();
    private int _used;
    private TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>For logs.</summary>
    public string Name => name;

    /// <summary>The kinds of work that share the slots.</summary>
    public IReadOnlyList<WorkKind> Kinds => kinds;

    /// <summary>The queues whose work is taken.</summary>
    public IReadOnlyList<string> Queues => queues;

    /// <summary>Set when there may be work for the pool.</summary>
    public WorkSignal Signal { get; } = new();

    /// <summary>Whether a slot is free that waits for work.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Waits until a slot is free, and takes it. One caller at a time.</summary>
    public async Task<Slot> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed;
            lock (_lock)
            {
                if (_used < slots)
                {
                    _used++;
                    return new Slot(this);
                }
                freed = _freed.Task;
            }
            await freed.WaitAsync(cancellationToken);
        }
    }

    internal void Add(int change)
    {
        lock (_lock)
        {
            _used += change;
            if (change > 0)
                return;
            _freed.TrySetResult();
            _freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>A piece's slot. While the piece waits for something outside, others have it.</summary>
public sealed class Slot(SlotPool pool) : IDisposable
{
    // A wait that is shorter is not worth the change of pieces.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(1);
    private int _held = 1;

    // Another thread reads it: a number is never seen half-written.
    private double _progress = double.NaN;

    /// <summary>What the piece waits for at the moment, for those who look at its task; null where it works.</summary>
    public string? WaitingFor { get; set; }

    /// <summary>
    /// How much of the piece is done, 0 to 1, for the estimate of how long its task will take; null where it does not tell.
    /// </summary>
    public double? Progress
    {
        get => double.IsNaN(_progress) ? null : _progress;
        set => _progress = value ?? double.NaN;
    }

    /// <summary>Awaits something outside; where it takes longer than a second, the slot is free for others until it comes.</summary>
    /// <param name="waiting">What is awaited; it may not use the processor.</param>
    /// <param name="stalled">Called when the slot is given up.</param>
    /// <param name="maxWait">How long it is awaited after that.</param>
    /// <param name="cancellationToken">Ends the waiting, not what is awaited.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task<T> WaitAsync<T>(Task<T> waiting, Action stalled, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        if (!waiting.IsCompleted)
            await Task.WhenAny(waiting, Task.Delay(s_shortWait, cancellationToken));
        if (waiting.IsCompleted || cancellationToken.IsCancellationRequested)
            return await waiting.WaitAsync(cancellationToken);
        Give();
        try
        {
            stalled();
            return await waiting.WaitAsync(maxWait, cancellationToken);
        }
        finally
        {
            // At once: what comes late would otherwise wait twice. For as long as the piece takes, one more is in hand than there
            // are slots.
            Take();
        }
    }

    /// <summary>Frees the slot.</summary>
    public void Dispose() => Give();

    private void Give()
    {
        if (Interlocked.Exchange(ref _held, 0) == 1)
            pool.Add(-1);
    }

    private void Take()
    {
        if (Interlocked.Exchange(ref _held, 1) == 0)
            pool.Add(1);
    }
}
