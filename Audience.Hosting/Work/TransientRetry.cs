using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Audience.Hosting.Work;

/// <summary>Waits out what passes by itself: a database that restarts, a deadlock, a full disk that someone clears.</summary>
public sealed class TransientRetry(TimeProvider time, ILogger<TransientRetry> log)
{
    /// <summary>Runs the work, again and again while it fails for passing reasons, at most for <paramref name="maxDuration"/>.</summary>
    /// <param name="work">May run several times; each time from the start.</param>
    /// <param name="isTransient">Which errors pass by themselves.</param>
    /// <param name="what">For the log.</param>
    /// <param name="maxDuration">After that the last error is thrown.</param>
    /// <param name="cancellationToken">Ends the waiting too.</param>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Func<Exception, bool> isTransient,
        string what,
        TimeSpan maxDuration,
        CancellationToken cancellationToken
    )
    {
        long start = time.GetTimestamp();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            args.Outcome.Exception is { } e
                                && isTransient(e)
                                && !cancellationToken.IsCancellationRequested
                                && time.GetElapsedTime(start) < maxDuration
                        ),
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(100),
                    MaxDelay = TimeSpan.FromSeconds(5),
                    UseJitter = true,
                    OnRetry = args =>
                    {
                        log.LogWarning(
                            "{What}: try {Attempt} failed ({Reason}); the next one comes in {Delay} ms",
                            what,
                            args.AttemptNumber + 1,
                            args.Outcome.Exception!.Message,
                            (int)args.RetryDelay.TotalMilliseconds
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
        return await pipeline.ExecuteAsync(async token => await work(token), cancellationToken);
    }
}
