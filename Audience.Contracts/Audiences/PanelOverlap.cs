using System.Text.Json.Serialization;

namespace Audience.Contracts.Audiences;

/// <summary>How panels overlap.</summary>
public sealed record PanelOverlap
{
    /// <summary>Every combination that occurs, the largest first: an author is in exactly one.</summary>
    [JsonPropertyName("combinations")]
    public required IReadOnlyList<PanelCombination> Combinations { get; init; }

    /// <summary>Authors with at least one of the panels.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }

    /// <summary>Authors with other panels only.</summary>
    [JsonPropertyName("others")]
    public required long Others { get; init; }
}

/// <summary>The authors with exactly these of the panels.</summary>
public sealed record PanelCombination
{
    /// <summary>The panels, in the order of the question.</summary>
    [JsonPropertyName("panels")]
    public required IReadOnlyList<string> Panels { get; init; }

    /// <summary>In all.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }

    /// <summary>By source group, those without any left out.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyDictionary<string, long> Groups { get; init; }
}
