using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Suggestions;

/// <summary>Keywords that a label lacks, by a sample of posts.</summary>
public sealed record KeywordSuggestions
{
    /// <summary>The label.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Posts that were counted.</summary>
    [JsonPropertyName("posts_read")]
    public required long PostsRead { get; init; }

    /// <summary>Of these, posts with the label.</summary>
    [JsonPropertyName("labelled")]
    public required long Labelled { get; init; }

    /// <summary>Posts of the whole range.</summary>
    [JsonPropertyName("range_posts")]
    public required long RangePosts { get; init; }

    /// <summary>Whether they were counted; else they are estimated.</summary>
    [JsonPropertyName("range_posts_exact")]
    public required bool RangePostsExact { get; init; }

    /// <summary>Whether all posts of the range were read: then every figure is exact.</summary>
    [JsonPropertyName("complete")]
    public required bool Complete { get; init; }

    /// <summary>How many candidates were counted.</summary>
    [JsonPropertyName("candidates")]
    public required int Candidates { get; init; }

    /// <summary>The best of them, the highest score first; at most 50.</summary>
    [JsonPropertyName("suggestions")]
    public required IReadOnlyList<KeywordSuggestion> Suggestions { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }
}

/// <summary>A keyword that a label lacks.</summary>
public sealed record KeywordSuggestion
{
    /// <summary>The keyword; it would match partially.</summary>
    [JsonPropertyName("keyword")]
    public required string Keyword { get; init; }

    /// <summary>How much more it belongs to posts with the label than to others, in standard deviations.</summary>
    [JsonPropertyName("score")]
    public required double Score { get; init; }

    /// <summary>Posts of the sample with the label that hold it, beside what gave them the label.</summary>
    [JsonPropertyName("posts_with")]
    public required int PostsWith { get; init; }

    /// <summary>Posts of the sample without the label that hold it.</summary>
    [JsonPropertyName("posts_without")]
    public required int PostsWithout { get; init; }

    /// <summary>The estimated posts of the whole range that it would add to the label.</summary>
    [JsonPropertyName("adds")]
    public required long Adds { get; init; }

    /// <summary>Candidates that are nearly the same: one inside the other, in nearly the same posts; at most 20.</summary>
    [JsonPropertyName("joined")]
    public required IReadOnlyList<string> Joined { get; init; }

    /// <summary>Up to two posts that it would add.</summary>
    [JsonPropertyName("examples")]
    public required IReadOnlyList<SuggestionExample> Examples { get; init; }
}

/// <summary>A post without the label.</summary>
public sealed record SuggestionExample
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

    /// <summary>Its text: the first 400 characters.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Where the keyword is, each as start and length in UTF-16 units; at most 20.</summary>
    [JsonPropertyName("spans")]
    public required IReadOnlyList<IReadOnlyList<int>> Spans { get; init; }
}
