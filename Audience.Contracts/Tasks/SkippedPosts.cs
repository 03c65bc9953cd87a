using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>Posts of the range that were left out, each under the first reason that holds; with those read they are all its rows.</summary>
public sealed record SkippedPosts
{
    /// <summary>Posts whose author is NULL.</summary>
    [JsonPropertyName("no_author")]
    public long NoAuthor { get; init; }

    /// <summary>Posts whose s_id is NULL.</summary>
    [JsonPropertyName("no_source")]
    public long NoSource { get; init; }

    /// <summary>Posts whose post_time is no day of the calendar: <c>2020-03-00</c>, <c>2020-02-31</c>.</summary>
    [JsonPropertyName("impossible_time")]
    public long ImpossibleTime { get; init; }

    /// <summary>Posts whose labelled column is NULL.</summary>
    [JsonPropertyName("no_text")]
    public long NoText { get; init; }
}
