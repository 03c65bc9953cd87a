using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A search for posts that are worth labelling, to begin.</summary>
/// <example>{"FROM": "wh_tiktok.ts_page_content", "PREDICT_TYPE": "CONTENT"}</example>
public sealed record NextRequest
{
    /// <summary>
    /// Where posts are looked for: the id of a task, whose range and source are taken, or schema.table of the configured source.
    /// </summary>
    [JsonPropertyName("FROM")]
    public required string From { get; init; }

    /// <summary>What of a post is to be labelled: CONTENT (default), AUTHOR, TITLE, S_AREA_ID, S_ID or POST_TIME.</summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public string? PredictType { get; init; }
}
