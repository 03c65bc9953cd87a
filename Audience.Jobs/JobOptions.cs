namespace Audience.Jobs;

/// <summary>How work is shared and how long it is tried.</summary>
public sealed record JobOptions
{
    /// <summary>The queues that tasks may name and that this process's label workers serve.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>The queue of model jobs.</summary>
    public required string ModelQueue { get; init; }

    /// <summary>Chunks and groups that one worker has in hand at a time, 1 to 64.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Chunks of one task that are planned ahead, 1 to 1,000.</summary>
    public required int ChunkWindow { get; init; }

    /// <summary>How often a piece may fail or lose its worker before its task fails, 1 to 100.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>How long a piece may wait in all for something that is away, before its task fails.</summary>
    public required TimeSpan MaxWait { get; init; }

    /// <summary>The zone that posts' times are in (TIME_ZONE).</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}
