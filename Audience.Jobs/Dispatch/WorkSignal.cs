namespace Audience.Jobs.Dispatch;

/// <summary>Wakes who looks for work: some was added, or may be due. A signal that is missed costs seconds.</summary>
public sealed class WorkSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next signal. To miss none, take it before looking for work.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes whoever waits.</summary>
    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
