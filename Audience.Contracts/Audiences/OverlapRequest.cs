using System.Text.Json.Serialization;

namespace Audience.Contracts.Audiences;

/// <summary>Of which panels to count the combinations.</summary>
/// <example>{"OF": ["7c7bd38c410a11ecb688d45d6456a14d"], "PANELS": ["/female", "/married", "/young"]}</example>
public sealed record OverlapRequest
{
    /// <summary>1 to 100 finished tasks. An author has the panels that any of them gave.</summary>
    [JsonPropertyName("OF")]
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>1 to 12 panels.</summary>
    [JsonPropertyName("PANELS")]
    public required IReadOnlyList<string> Panels { get; init; }

    /// <summary>Only these source groups; absent: all of the tasks.</summary>
    [JsonPropertyName("GROUPS")]
    public IReadOnlyList<string>? Groups { get; init; }
}
