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

    /// <summary>
    /// What to compare with on the same posts: another PATTERN, which takes the place of this request's, or the TASK_ID of a task, whose
    /// rules and models label then.
    /// </summary>
    /// <example>{"female": ["小姐"]}</example>
    [JsonPropertyName("COMPARE")]
    public object? Compare { get; init; }

    /// <summary>A data set of /documents/, by its 32 hexadecimal digits: how right the labels are, by what people labelled.</summary>
    [JsonPropertyName("GOLD")]
    public string? Gold { get; init; }

    /// <summary>Which of its documents: any of train, dev, test, ext_test; default all.</summary>
    [JsonPropertyName("GOLD_TYPES")]
    public IReadOnlyList<string>? GoldTypes { get; init; }
}
