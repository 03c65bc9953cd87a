using System.Text.Json.Serialization;
using Audience.Contracts.Tasks.Explain;

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

    /// <summary>In a task with SCORE: how probable the label is, 0 to 1; absent where rules alone gave it.</summary>
    [JsonPropertyName("score")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    /// <summary>With <c>explain</c>: the rules that gave the label, with the places in the text.</summary>
    [JsonPropertyName("matches")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MatchedRule>? Matches { get; init; }

    /// <summary>With <c>explain</c>: the same as one line of text.</summary>
    [JsonPropertyName("match_meta")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MatchMeta { get; init; }

    /// <summary>With <c>explain</c>: what learned models make of the text, for the row's label; absent where none has it.</summary>
    [JsonPropertyName("scores")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LabelScore>? Scores { get; init; }
}
