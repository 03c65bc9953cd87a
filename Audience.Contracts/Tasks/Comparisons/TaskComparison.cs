using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Comparisons;

/// <summary>A comparison of two tasks and how far it is.</summary>
public sealed record TaskComparison
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("compare_id")]
    public required string CompareId { get; init; }

    /// <summary><c>queued</c>, <c>comparing</c>, <c>finished</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The one task.</summary>
    [JsonPropertyName("before")]
    public required string Before { get; init; }

    /// <summary>The other.</summary>
    [JsonPropertyName("after")]
    public required string After { get; init; }

    /// <summary>When it was asked for, local to TIME_ZONE.</summary>
    [JsonPropertyName("create_time")]
    public required DateTime CreateTime { get; init; }

    /// <summary>Where it failed: why.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>What came out; null until it is finished.</summary>
    [JsonPropertyName("result")]
    public ComparisonResult? Result { get; init; }
}

/// <summary>How two tasks differ.</summary>
public sealed record ComparisonResult
{
    /// <summary>Every source group that one of them has results of.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyList<ComparedGroup> Groups { get; init; }

    /// <summary>How what they do differs.</summary>
    [JsonPropertyName("definition")]
    public required ComparedDefinition Definition { get; init; }

    /// <summary>Up to 50 authors that have a panel after that they had not before.</summary>
    [JsonPropertyName("gained")]
    public required IReadOnlyList<ComparedAuthor> Gained { get; init; }

    /// <summary>Up to 50 authors that had a panel before that they have not after.</summary>
    [JsonPropertyName("lost")]
    public required IReadOnlyList<ComparedAuthor> Lost { get; init; }

    /// <summary>Up to 50 authors that lost one panel and gained another.</summary>
    [JsonPropertyName("moved")]
    public required IReadOnlyList<ComparedAuthor> Moved { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }
}
