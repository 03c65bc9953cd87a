using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Suggestions;

/// <summary>
/// A labelling task, as for create_task, and the label to suggest keywords for. Nothing is written, and TASK_ID, COUNTDOWN and
/// OUTPUT_SCHEMA do not matter.
/// </summary>
/// <example>
/// {"START_TIME": "2020-01-01", "END_TIME": "2021-01-01", "PATTERN": {"female": ["小姐", ["姐", "end"]]}, "LABEL": "female"}
/// </example>
public sealed record SuggestRequest : CreateTaskRequest
{
    /// <summary>A label with keywords or expressions, to suggest more for.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>How many posts to read, 1,000 to 200,000; default 20,000. A range that has no more is read as a whole.</summary>
    [JsonPropertyName("SAMPLE")]
    public int? Sample { get; init; }

    /// <summary>Chooses the posts: the same seed, the same posts; default 0.</summary>
    [JsonPropertyName("SEED")]
    public int? Seed { get; init; }
}
