namespace Audience.Tests;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Eventually
{
    /// <summary>Asks again and again until the answer is as wanted.</summary>
    /// <exception cref="TimeoutException">It never was; the message has the last answer.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, TimeSpan timeout)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var until = DateTime.UtcNow + timeout;
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"after {timeout} the answer still was {answer}");
            await timer.WaitForNextTickAsync();
        }
    }
}
