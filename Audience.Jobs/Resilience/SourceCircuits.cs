using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;

namespace Audience.Jobs.Resilience;

/// <summary>
/// A circuit breaker per source, for all pieces of this process that read it: a source that fails is left alone for a while, and
/// one that is
/// silent has one piece waiting for it, not all.
/// </summary>
public sealed class SourceCircuits(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_firstBreak = TimeSpan.FromSeconds(1),
        s_maxBreak = TimeSpan.FromSeconds(30),
        s_silentRetry = TimeSpan.FromSeconds(5);
    private readonly ResiliencePipelineRegistry<string> _pipelines = new();
    private readonly ConcurrentDictionary<string, int> _silent = [];

    /// <summary>Does something with a source.</summary>
    /// <param name="source">The source's name, for people too.</param>
    /// <param name="isTransient">Which errors say that the source is away.</param>
    /// <param name="use">Reads it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceAwayException">It is away, or has been so of late.</exception>
    public async Task<T> RunAsync<T>(
        string source,
        Func<Exception, bool> isTransient,
        Func<CancellationToken, Task<T>> use,
        CancellationToken cancellationToken
    )
    {
        if (_silent.GetValueOrDefault(source) > 0)
            throw new SourceAwayException($"the source {source} does not answer", s_silentRetry);
        try
        {
            return await Pipeline(source)
                .ExecuteAsync(async token => await RunAsync(source, isTransient, use, token, cancellationToken), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            string reason = e.InnerException?.Message ?? $"the source {source} is away";
            throw new SourceAwayException(reason, e.RetryAfter ?? s_firstBreak, e);
        }
    }

    /// <summary>
    /// Notes that a piece waits for a source that is silent, until the result is disposed of: other pieces do not begin with it
    /// meanwhile.
    /// </summary>
    public IDisposable NoteSilent(string source)
    {
        _silent.AddOrUpdate(source, 1, (_, count) => count + 1);
        return new Note(() => _silent.AddOrUpdate(source, 0, (_, count) => count - 1));
    }

    /// <summary>Lets go of the circuits. Whoever still uses a source that is silent does not hold up the end of the process.</summary>
    // The registry's own Dispose waits until nothing runs in it.
    public void Dispose() => _ = _pipelines.DisposeAsync().AsTask();

    private static async Task<T> RunAsync<T>(
        string source,
        Func<Exception, bool> isTransient,
        Func<CancellationToken, Task<T>> use,
        CancellationToken token,
        CancellationToken caller
    )
    {
        try
        {
            return await use(token);
        }
        catch (Exception e) when (e is not SourceAwayException && !caller.IsCancellationRequested && isTransient(e))
        {
            throw new SourceAwayException($"the source {source} is away: {e.Message}", null, e);
        }
    }

    private ResiliencePipeline Pipeline(string source) =>
        _pipelines.GetOrAddPipeline(
            source,
            builder =>
            {
                builder.TimeProvider = time;
                builder.AddCircuitBreaker(
                    new CircuitBreakerStrategyOptions
                    {
                        ShouldHandle = new PredicateBuilder().Handle<SourceAwayException>(),
                        // Of the pieces of half a minute, at least two, half failed.
                        FailureRatio = 0.5,
                        MinimumThroughput = 2,
                        SamplingDuration = TimeSpan.FromSeconds(30),
                        BreakDurationGenerator = args =>
                            ValueTask.FromResult(Min(s_firstBreak * Math.Pow(2, Math.Min(args.HalfOpenAttempts, 10)), s_maxBreak)),
                    }
                );
            }
        );

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private sealed class Note(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
