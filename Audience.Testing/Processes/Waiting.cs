namespace Audience.Testing;

/// <summary>How long things are waited for.</summary>
internal static class Waiting
{
    /// <summary>Used where the caller gives no time.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a task, and says what is missing when the time is over.</summary>
    public static async Task WaitOrThrowAsync(this Task task, TimeSpan? timeout, Func<string> message)
    {
        try
        {
            await task.WaitAsync(timeout ?? Default);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException(message(), e);
        }
    }
}
