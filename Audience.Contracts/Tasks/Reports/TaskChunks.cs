using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Reports;

/// <summary>How far a task is, stretch by stretch of its range, and how long each phase took.</summary>
public sealed record TaskChunks
{
    /// <summary>Chunks that are planned so far.</summary>
    [JsonPropertyName("chunks")]
    public required int Chunks { get; init; }

    /// <summary>Chunks that are labelled.</summary>
    [JsonPropertyName("done")]
    public required int Done { get; init; }

    /// <summary>The range in order; neighbouring chunks are joined where there are more than asked for.</summary>
    [JsonPropertyName("stretches")]
    public required IReadOnlyList<ChunkStretch> Stretches { get; init; }

    /// <summary>The phases that have begun, in order: <c>queued</c>, <c>labeling</c>, <c>countdown</c>, <c>producing</c>.</summary>
    [JsonPropertyName("phases")]
    public required IReadOnlyList<PhaseTime> Phases { get; init; }
}

/// <summary>Neighbouring chunks of a task.</summary>
public sealed record ChunkStretch
{
    /// <summary>When the first of them begins; where chunks are ranges of the source's key, about the time of their posts.</summary>
    [JsonPropertyName("from_time")]
    public required DateTime From { get; init; }

    /// <summary>When the last of them ends.</summary>
    [JsonPropertyName("to_time")]
    public required DateTime To { get; init; }

    /// <summary>How many chunks.</summary>
    [JsonPropertyName("chunks")]
    public required int Chunks { get; init; }

    /// <summary>How many of them are labelled.</summary>
    [JsonPropertyName("done")]
    public required int Done { get; init; }

    /// <summary>How many of them a worker has in hand.</summary>
    [JsonPropertyName("running")]
    public required int Running { get; init; }

    /// <summary>How many of them failed, or wait to be tried again.</summary>
    [JsonPropertyName("troubled")]
    public required int Troubled { get; init; }

    /// <summary>Posts read in those that are labelled.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Label rows written of them.</summary>
    [JsonPropertyName("label_rows")]
    public required long LabelRows { get; init; }
}

/// <summary>How long a phase took, or takes so far.</summary>
public sealed record PhaseTime
{
    /// <summary><c>queued</c>, <c>labeling</c>, <c>countdown</c> or <c>producing</c>.</summary>
    [JsonPropertyName("phase")]
    public required string Phase { get; init; }

    /// <summary>Seconds; of a task that was resumed, labelling counts from then.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>Whether it is over.</summary>
    [JsonPropertyName("ended")]
    public required bool Ended { get; init; }
}
