using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Comparisons;

/// <summary>A source group in both tasks.</summary>
public sealed record ComparedGroup
{
    /// <summary>The source group.</summary>
    [JsonPropertyName("group")]
    public required string Group { get; init; }

    /// <summary>Label rows of the task before.</summary>
    [JsonPropertyName("rows_before")]
    public required long RowsBefore { get; init; }

    /// <summary>Label rows of the task after.</summary>
    [JsonPropertyName("rows_after")]
    public required long RowsAfter { get; init; }

    /// <summary>Every panel that has authors in one of them, by name.</summary>
    [JsonPropertyName("panels")]
    public required IReadOnlyList<ComparedPanel> Panels { get; init; }

    /// <summary>
    /// Authors that lost one panel and gained another, most authors first; at most 1,000 pairs. They count as gained and lost too.
    /// </summary>
    [JsonPropertyName("moved")]
    public required IReadOnlyList<MovedAuthors> Moved { get; init; }
}

/// <summary>A panel in both tasks.</summary>
public sealed record ComparedPanel
{
    /// <summary>The panel.</summary>
    [JsonPropertyName("panel")]
    public required string Panel { get; init; }

    /// <summary>Its authors before.</summary>
    [JsonPropertyName("before")]
    public required long Before { get; init; }

    /// <summary>Its authors after.</summary>
    [JsonPropertyName("after")]
    public required long After { get; init; }

    /// <summary>Authors that have it only after.</summary>
    [JsonPropertyName("gained")]
    public required long Gained { get; init; }

    /// <summary>Authors that have it only before.</summary>
    [JsonPropertyName("lost")]
    public required long Lost { get; init; }
}

/// <summary>Authors that lost one panel and gained another.</summary>
public sealed record MovedAuthors
{
    /// <summary>The panel before.</summary>
    [JsonPropertyName("from")]
    public required string From { get; init; }

    /// <summary>The panel after.</summary>
    [JsonPropertyName("to")]
    public required string To { get; init; }

    /// <summary>How many.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }
}
