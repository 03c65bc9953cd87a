using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>A row of a label table: one post and one label it got.</summary>
public sealed record SampleRow
{
    /// <summary>The post's id in the source table.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The task that labelled it.</summary>
    [JsonPropertyName("task_id")]
    public string? TaskId { get; init; }

    /// <summary>The source and the author's name: <c>s_id_author</c>, trimmed.</summary>
    [JsonPropertyName("source_author")]
    public string? SourceAuthor { get; init; }

    /// <summary>The label as it is stored: <c>/female</c>.</summary>
    [JsonPropertyName("panel")]
    public string? Panel { get; init; }

    /// <summary>The post's time.</summary>
    [JsonPropertyName("create_time")]
    public DateTime? CreateTime { get; init; }

    /// <summary>The post's s_id.</summary>
    [JsonPropertyName("field_content")]
    public string? FieldContent { get; init; }

    /// <summary>The text that was matched.</summary>
    [JsonPropertyName("match_content")]
    public string? MatchContent { get; init; }
}
