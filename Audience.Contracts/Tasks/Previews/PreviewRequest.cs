using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Previews;

/// <summary>
/// A labelling task to try on a sample: create_task's body. Nothing is written, and TASK_ID, COUNTDOWN and OUTPUT_SCHEMA do not matter.
/// </summary>
/// <example>{"START_TIME": "2020-01-01", "END_TIME": "2021-01-01", "PATTERN": {"female": ["小姐", ["姐", "end"]]}, "SAMPLE": 20000}</example>
public sealed record PreviewRequest : CreateTaskRequest
{
    /// <summary>How many posts to read, 1,000 to 200,000; default 20,000. A range that has no more is read as a whole.</summary>
    [JsonPropertyName("SAMPLE")]
    public int? Sample { get; init; }

    /// <summary>Chooses the posts: the same seed, the same posts; default 0.</summary>
    [JsonPropertyName("SEED")]
    public int? Seed { get; init; }
}
