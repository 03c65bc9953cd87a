using System.Text.Json.Serialization;

namespace Audience.Contracts.Audiences;

/// <summary>An audience to save.</summary>
/// <example>{"NAME": "young women", "OF": ["7c7bd38c410a11ecb688d45d6456a14d"], "WHERE": {"and": ["/female", "/young"]}}</example>
public sealed record SaveAudienceRequest
{
    /// <summary>1 to 180 characters; no other audience may have it.</summary>
    [JsonPropertyName("NAME")]
    public required string Name { get; init; }

    /// <summary>1 to 100 finished tasks. An author has the panels that any of them gave.</summary>
    [JsonPropertyName("OF")]
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>
    /// A panel ("/female"), {"and": [...]}, {"or": [...]} or {"not": ...}, up to 24 levels and 64 panels; absent: every author
    /// with a panel.
    /// </summary>
    [JsonPropertyName("WHERE")]
    public object? Where { get; init; }

    /// <summary>Only these source groups; absent: all of the tasks.</summary>
    [JsonPropertyName("GROUPS")]
    public IReadOnlyList<string>? Groups { get; init; }
}
