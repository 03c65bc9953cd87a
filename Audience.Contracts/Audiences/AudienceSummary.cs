using System.Text.Json.Serialization;

namespace Audience.Contracts.Audiences;

/// <summary>An audience that is saved.</summary>
public sealed record AudienceSummary
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("audience_id")]
    public required string AudienceId { get; init; }

    /// <summary>No other audience has it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The tasks that it is made of.</summary>
    [JsonPropertyName("of")]
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>Which of their authors; null for all.</summary>
    [JsonPropertyName("where")]
    public object? Where { get; init; }

    /// <summary>Only these source groups; none for all.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>When it was saved.</summary>
    [JsonPropertyName("create_time")]
    public required DateTime CreateTime { get; init; }

    /// <summary>Its authors when it was last counted; null where that has never succeeded.</summary>
    [JsonPropertyName("authors")]
    public long? Authors { get; init; }
}

/// <summary>An audience, its size now, and those that it had.</summary>
public sealed record AudienceDetails
{
    /// <summary>The audience.</summary>
    [JsonPropertyName("audience")]
    public required AudienceSummary Audience { get; init; }

    /// <summary>Its size now; null where it cannot be counted.</summary>
    [JsonPropertyName("size")]
    public AudienceCount? Size { get; init; }

    /// <summary>Why it cannot be counted: a task of it is deleted, for example.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>Sizes that it was found to have, the oldest first; one that is the same as before is not listed again.</summary>
    [JsonPropertyName("history")]
    public required IReadOnlyList<AudienceSizeAt> History { get; init; }
}

/// <summary>A size at a time.</summary>
public sealed record AudienceSizeAt
{
    /// <summary>When it was counted.</summary>
    [JsonPropertyName("time")]
    public required DateTime Time { get; init; }

    /// <summary>In all.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }

    /// <summary>By source group.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyDictionary<string, long> Groups { get; init; }
}
