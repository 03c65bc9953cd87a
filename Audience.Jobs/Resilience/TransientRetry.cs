using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Audience.Jobs.Resilience;

/// <summary>Waits out what passes by itself: a database that restarts, a deadlock, a full disk that someone clears.</summary>
public sealed class TransientRetry
{
    private static readonly ResiliencePropertyKey<Call> s_call = new("call");
    private readonly TimeProvider _time;
    private readonly ILogger<TransientRetry> _log;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="time">Measures how long it has tried.</param>
    /// <param name="log">Told of each failure.</param>
    public TransientRetry(TimeProvider time, ILogger<TransientRetry> log)
    {
        (_time, _log) = (time, log);
        var retry = new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(Passes(args.Outcome.Exception, args.Context)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            UseJitter = true,
            OnRetry = Note,
        };
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(retry)
            .Build();
    }

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
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_call, new Call(isTransient, what, maxDuration, _time.GetTimestamp()));
        try
        {
            return await _pipeline.ExecuteAsync(async c => await work(c.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(s_call, null!);

    private bool Passes(Exception? error, ResilienceContext context)
    {
        var call = CallOf(context);
        return error is not null
            && call.IsTransient(error)
            && !context.CancellationToken.IsCancellationRequested
            && _time.GetElapsedTime(call.Start) < call.MaxDuration;
    }

    private ValueTask Note(OnRetryArguments<object> args)
    {
        _log.LogWarning(
            "{What}: try {Attempt} failed ({Reason}); the next one comes in {Delay} ms",
            CallOf(args.Context).What,
            args.AttemptNumber + 1,
            args.Outcome.Exception!.Message,
            (int)args.RetryDelay.TotalMilliseconds
        );
        return ValueTask.CompletedTask;
    }

    private sealed record Call(Func<Exception, bool> IsTransient, string What, TimeSpan MaxDuration, long Start);
}
