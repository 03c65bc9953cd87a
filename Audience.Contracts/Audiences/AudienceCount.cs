using System.Text.Json.Serialization;

namespace Audience.Contracts.Audiences;

/// <summary>How many authors there are. An author is a source_author within its source group.</summary>
public sealed record AudienceCount
{
    /// <summary>In all.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }

    /// <summary>By source group.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyDictionary<string, long> Groups { get; init; }
}
