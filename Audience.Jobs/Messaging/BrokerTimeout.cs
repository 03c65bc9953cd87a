namespace Audience.Jobs.Messaging;

/// <summary>Where the broker is away, a send waits for it; whoever sends here does not.</summary>
public static class BrokerTimeout
{
    /// <summary>For what a caller must know the fate of.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    /// <summary>For hints: the tables say the same, and are looked at within a second or ten.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>Sends or publishes something, within the time or not at all.</summary>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public static async Task RunAsync(Func<CancellationToken, Task> send, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        try
        {
            await send(source.Token).WaitAsync(timeout, CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            throw new TimeoutException($"the message broker did not answer within {timeout.TotalSeconds} seconds", e);
        }
    }
}
