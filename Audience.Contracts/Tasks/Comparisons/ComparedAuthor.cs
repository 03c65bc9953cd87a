using System.Text.Json.Serialization;
using Audience.Contracts.Tasks.Explain;

namespace Audience.Contracts.Tasks.Comparisons;

/// <summary>An author whose panels changed.</summary>
public sealed record ComparedAuthor
{
    /// <summary>The source group.</summary>
    [JsonPropertyName("group")]
    public required string Group { get; init; }

    /// <summary>The source and the author's name: <c>s_id_author</c>, trimmed.</summary>
    [JsonPropertyName("source_author")]
    public required string SourceAuthor { get; init; }

    /// <summary>What it lost; null of an author that only gained.</summary>
    [JsonPropertyName("before")]
    public ComparedText? Before { get; init; }

    /// <summary>What it gained; null of an author that only lost.</summary>
    [JsonPropertyName("after")]
    public ComparedText? After { get; init; }
}

/// <summary>The text that an author has a panel for.</summary>
public sealed record ComparedText
{
    /// <summary>The panel.</summary>
    [JsonPropertyName("panel")]
    public required string Panel { get; init; }

    /// <summary>The text of the production row: its first 1,000 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>The rules of the panel's task that match, with places in the whole text; at most 20.</summary>
    [JsonPropertyName("matches")]
    public required IReadOnlyList<MatchedRule> Matches { get; init; }
}
