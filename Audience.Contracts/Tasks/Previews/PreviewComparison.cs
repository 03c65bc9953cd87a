using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Previews;

/// <summary>What other rules would do with the same posts.</summary>
public sealed record PreviewComparison
{
    /// <summary>The task that COMPARE names; null where it is a PATTERN.</summary>
    [JsonPropertyName("task_id")]
    public required string? TaskId { get; init; }

    /// <summary>Every label of either, those of the preview first.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<PreviewChange> Labels { get; init; }
}

/// <summary>How a label's posts differ.</summary>
public sealed record PreviewChange
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Posts of the sample that COMPARE gives it.</summary>
    [JsonPropertyName("before")]
    public required long Before { get; init; }

    /// <summary>Posts of the sample that the preview gives it.</summary>
    [JsonPropertyName("after")]
    public required long After { get; init; }

    /// <summary>Posts that only the preview gives it.</summary>
    [JsonPropertyName("gained")]
    public required PreviewChangedPosts Gained { get; init; }

    /// <summary>Posts that only COMPARE gives it.</summary>
    [JsonPropertyName("lost")]
    public required PreviewChangedPosts Lost { get; init; }
}

/// <summary>Posts that get a label by one of the two alone.</summary>
public sealed record PreviewChangedPosts
{
    /// <summary>Posts of the sample.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>The estimated posts of the whole range.</summary>
    [JsonPropertyName("range_posts")]
    public required long RangePosts { get; init; }

    /// <summary>
    /// The rules that match them: of the preview those that gained them, of COMPARE those that they are lost with. Most posts first, at
    /// most 50.
    /// </summary>
    [JsonPropertyName("rules")]
    public required IReadOnlyList<PreviewChangingRule> Rules { get; init; }

    /// <summary>Up to 20 of them, by chance, with the labels and places of the side that gives the label.</summary>
    [JsonPropertyName("examples")]
    public required IReadOnlyList<PreviewExample> Examples { get; init; }
}

/// <summary>A rule that gained posts, or that they are lost with.</summary>
public sealed record PreviewChangingRule : Reports.NamedRule
{
    /// <summary>The posts that were gained or lost and that it matches.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Of these, posts that no other rule of its label matches: those that it alone decided.</summary>
    [JsonPropertyName("only")]
    public required long Only { get; init; }
}
