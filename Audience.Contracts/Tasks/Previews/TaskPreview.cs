using System.Text.Json.Serialization;
using Audience.Contracts.Tasks.Explain;
using Audience.Contracts.Tasks.Reports;

namespace Audience.Contracts.Tasks.Previews;

/// <summary>What a task would do, by a sample of its posts.</summary>
public sealed record TaskPreview
{
    /// <summary>Posts read.</summary>
    [JsonPropertyName("posts_read")]
    public required long PostsRead { get; init; }

    /// <summary>In how many runs of neighbours.</summary>
    [JsonPropertyName("runs")]
    public required int Runs { get; init; }

    /// <summary>Posts of the whole range.</summary>
    [JsonPropertyName("range_posts")]
    public required long RangePosts { get; init; }

    /// <summary>Whether they were counted; else they are estimated.</summary>
    [JsonPropertyName("range_posts_exact")]
    public required bool RangePostsExact { get; init; }

    /// <summary>Whether all posts of the range were read: then every figure is exact.</summary>
    [JsonPropertyName("complete")]
    public required bool Complete { get; init; }

    /// <summary>Every label, in the order of the pattern.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<PreviewLabel> Labels { get; init; }

    /// <summary>The rules that match posts of the sample, most posts first; at most 10,000.</summary>
    [JsonPropertyName("rules")]
    public required IReadOnlyList<TaskRule> Rules { get; init; }

    /// <summary>How many rules match nothing in the sample.</summary>
    [JsonPropertyName("unmatched_total")]
    public required int UnmatchedTotal { get; init; }

    /// <summary>The rules that match nothing in the sample, in the order of the pattern; at most 1,000.</summary>
    [JsonPropertyName("unmatched")]
    public required IReadOnlyList<NamedRule> Unmatched { get; init; }

    /// <summary>The pairs of labels that posts of the sample have both of, most posts first; at most 1,000.</summary>
    [JsonPropertyName("pairs")]
    public required IReadOnlyList<PreviewPair> Pairs { get; init; }

    /// <summary>Up to 20 posts with labels that exclude each other.</summary>
    [JsonPropertyName("conflicts")]
    public required IReadOnlyList<PreviewExample> Conflicts { get; init; }

    /// <summary>Expressions that took longer than a second on a text; they were left out for it.</summary>
    [JsonPropertyName("timeouts")]
    public required IReadOnlyList<PreviewTimeout> Timeouts { get; init; }

    /// <summary>What is gained and lost against COMPARE; null without it.</summary>
    [JsonPropertyName("compared")]
    public PreviewComparison? Compared { get; init; }

    /// <summary>How right it is by the documents of GOLD; null without it.</summary>
    [JsonPropertyName("gold")]
    public PreviewGold? Gold { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }
}

/// <summary>What would get a label.</summary>
public sealed record PreviewLabel
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Posts of the sample that get it.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Their authors.</summary>
    [JsonPropertyName("authors")]
    public required long Authors { get; init; }

    /// <summary>The estimated share of all posts, 0 to 1.</summary>
    [JsonPropertyName("share")]
    public required double Share { get; init; }

    /// <summary>Where the 95% interval of the share begins.</summary>
    [JsonPropertyName("share_low")]
    public required double ShareLow { get; init; }

    /// <summary>Where it ends.</summary>
    [JsonPropertyName("share_high")]
    public required double ShareHigh { get; init; }

    /// <summary>The estimated posts of the whole range.</summary>
    [JsonPropertyName("range_posts")]
    public required long RangePosts { get; init; }

    /// <summary>Up to 20 of its posts, by chance.</summary>
    [JsonPropertyName("examples")]
    public required IReadOnlyList<PreviewExample> Examples { get; init; }
}

/// <summary>A post of the sample.</summary>
public sealed record PreviewExample
{
    /// <summary>The post's id in the source table.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The source and the author's name: <c>s_id_author</c>, trimmed.</summary>
    [JsonPropertyName("source_author")]
    public required string SourceAuthor { get; init; }

    /// <summary>The post's time as the source shows it.</summary>
    [JsonPropertyName("post_time")]
    public required string PostTime { get; init; }

    /// <summary>The text that was matched: its first 1,000 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Its labels.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The rules that match, with places in the whole text; at most 20.</summary>
    [JsonPropertyName("matches")]
    public required IReadOnlyList<MatchedRule> Matches { get; init; }
}

/// <summary>Two labels.</summary>
public sealed record PreviewPair
{
    /// <summary>One label.</summary>
    [JsonPropertyName("first")]
    public required string First { get; init; }

    /// <summary>The other.</summary>
    [JsonPropertyName("second")]
    public required string Second { get; init; }

    /// <summary>Posts of the sample with both.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }
}

/// <summary>An expression that took too long.</summary>
public sealed record PreviewTimeout
{
    /// <summary>Its label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>What it says.</summary>
    [JsonPropertyName("expression")]
    public required string Expression { get; init; }

    /// <summary>For how many texts it was left out.</summary>
    [JsonPropertyName("texts")]
    public required long Texts { get; init; }
}
