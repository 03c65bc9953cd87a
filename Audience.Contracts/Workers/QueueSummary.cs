using System.Text.Json.Serialization;

namespace Audience.Contracts.Workers;

/// <summary>The work of one kind in a queue.</summary>
public sealed record QueueSummary
{
    /// <summary>The queue; empty for work that any worker does.</summary>
    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    /// <summary>As of pieces that workers hold: <c>label</c>, <c>produce</c>, <c>train</c> …</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Pieces that wait for a worker.</summary>
    [JsonPropertyName("waiting")]
    public required long Waiting { get; init; }

    /// <summary>Pieces that workers have in hand.</summary>
    [JsonPropertyName("running")]
    public required long Running { get; init; }

    /// <summary>Pieces that are put off: a source was away, or a try failed.</summary>
    [JsonPropertyName("put_off")]
    public required long PutOff { get; init; }

    /// <summary>Pieces among all of these that were tried before.</summary>
    [JsonPropertyName("retried")]
    public required long Retried { get; init; }

    /// <summary>Seconds since the oldest of them was added.</summary>
    [JsonPropertyName("oldest_seconds")]
    public required double OldestSeconds { get; init; }

    /// <summary>What one that was put off waits for, or why its last try failed; null where none was.</summary>
    [JsonPropertyName("waiting_for")]
    public string? WaitingFor { get; init; }
}
