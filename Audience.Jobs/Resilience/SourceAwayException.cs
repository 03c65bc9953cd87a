namespace Audience.Jobs.Resilience;

/// <summary>Something outside that a piece of work needs is away: the piece is put off.</summary>
/// <param name="message">What is away, and why.</param>
/// <param name="retryAfter">When to try again; null where the piece's own delays serve.</param>
/// <param name="inner">What was thrown.</param>
public sealed class SourceAwayException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When to try again; null where the piece's own delays serve.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
