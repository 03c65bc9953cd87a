namespace Audience.Jobs.Messaging;

/// <summary>
/// What this process knows of its broker, and how it sends: not at all where the broker takes nothing, and never for longer than a
/// caller can wait.
/// </summary>
/// <param name="isWatched">Whether somebody looks at the broker; not on the in-memory bus, which is always well.</param>
public sealed class BrokerState(bool isWatched)
{
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<string> _blocked = NewBlock();
    private volatile IReadOnlyDictionary<string, string> _refused = new Dictionary<string, string>();

    /// <summary>Why the broker takes no messages (memory or disk is low there), in its words; null where it takes them.</summary>
    public string? Blocked => _blocked.Task is { IsCompleted: true } blocked ? blocked.Result : null;

    /// <summary>Queues and exchanges that the broker does not let us use, each with what it said.</summary>
    public IReadOnlyDictionary<string, string> Refused => _refused;

    /// <summary>The broker has begun to take no messages.</summary>
    public void Block(string reason) => _blocked.TrySetResult(reason);

    /// <summary>It takes messages again, or is away, which others tell.</summary>
    public void Unblock()
    {
        if (_blocked.Task.IsCompleted)
            _blocked = NewBlock();
    }

    /// <summary>The broker was looked at, or cannot be.</summary>
    /// <param name="refused">What it refuses; null where that is not known anew.</param>
    public void Look(IReadOnlyDictionary<string, string>? refused)
    {
        _refused = refused ?? _refused;
        _looked.TrySetResult();
    }

    /// <summary>Why something sent to a queue (or published, where it is null) would not arrive now; null where it would.</summary>
    public Exception? FindProblem(string? queue) =>
        queue is not null && _refused.TryGetValue(queue, out string? said) ? new BrokerRefusedException(queue, said)
        : Blocked is { } reason ? new BrokerBlockedException(reason)
        : null;

    /// <summary>Sends or publishes something, within the time or not at all.</summary>
    /// <exception cref="BrokerBlockedException">The broker takes no messages; this is known at once.</exception>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public Task RunAsync(Func<CancellationToken, Task> send, TimeSpan timeout) => RunAsync(null, send, timeout);

    /// <summary>Sends something to a queue, within the time or not at all.</summary>
    /// <exception cref="BrokerRefusedException">The broker does not let us use the queue.</exception>
    /// <exception cref="BrokerBlockedException">The broker takes no messages; this is known at once.</exception>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public async Task RunAsync(string? queue, Func<CancellationToken, Task> send, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        try
        {
            if (isWatched)
                await _looked.Task.WaitAsync(source.Token);
            if (FindProblem(queue) is { } problem)
                throw problem;
            var blocked = _blocked.Task;
            var sent = send(source.Token).WaitAsync(source.Token);
            // A send whose connection the broker has blocked waits for the end of the alarm, and may still be done then.
            if (await Task.WhenAny(sent, blocked) == blocked)
                throw new BrokerBlockedException(await blocked);
            await sent;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            throw new TimeoutException($"the message broker did not answer within {timeout.TotalSeconds} seconds", e);
        }
    }

    private static TaskCompletionSource<string> NewBlock() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
