using System.Text.Json.Serialization;

namespace Audience.Contracts.Workers;

/// <summary>A worker process, as its last heartbeat told.</summary>
public sealed record WorkerSummary
{
    /// <summary>32 hexadecimal digits, new with each start.</summary>
    [JsonPropertyName("worker_id")]
    public required string WorkerId { get; init; }

    /// <summary><c>label</c>, <c>model</c>, or both with a comma between.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The machine's or container's name.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>The program's version.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The queues that it serves.</summary>
    [JsonPropertyName("queues")]
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Seconds since it started.</summary>
    [JsonPropertyName("running_seconds")]
    public required double RunningSeconds { get; init; }

    /// <summary>Seconds since its last sign of life.</summary>
    [JsonPropertyName("silent_seconds")]
    public required double SilentSeconds { get; init; }

    /// <summary>Whether it has shown a sign of life within the last 30 seconds.</summary>
    [JsonPropertyName("alive")]
    public required bool Alive { get; init; }

    /// <summary>Posts that it labelled per second, of late.</summary>
    [JsonPropertyName("posts_per_second")]
    public required double PostsPerSecond { get; init; }

    /// <summary>What it has in hand.</summary>
    [JsonPropertyName("holds")]
    public required IReadOnlyList<WorkerPiece> Holds { get; init; }
}

/// <summary>A piece of work that a worker has in hand.</summary>
public sealed record WorkerPiece
{
    /// <summary><c>plan</c>, <c>label</c>, <c>produce</c>, <c>delete</c>, <c>dump</c>, <c>train</c> or <c>test</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The task, model or dump that it belongs to.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>A chunk's number, a group's name or a model's step.</summary>
    [JsonPropertyName("item")]
    public string? Item { get; init; }
}
