using System.Text.Json;
using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Explain;

/// <summary>Texts to explain the labels of: with the rules of a task, or with those of a body as for create_task.</summary>
/// <example>{"PATTERN": {"female": ["小姐", ["姐", "end"]]}, "TEXTS": ["王小姐"]}</example>
public sealed record ExplainRequest
{
    /// <summary>A task to label as; then neither PATTERN nor models.</summary>
    [JsonPropertyName("TASK_ID")]
    public string? TaskId { get; init; }

    /// <summary>keyword_model (default) or rule_model, for PATTERN.</summary>
    [JsonPropertyName("MODEL_TYPE")]
    public string? ModelType { get; init; }

    /// <summary>Rules by label, as for create_task.</summary>
    [JsonPropertyName("PATTERN")]
    public JsonElement? Pattern { get; init; }

    /// <summary>Spellings that count as one, as for create_task.</summary>
    [JsonPropertyName("FOLD")]
    public IReadOnlyList<string>? Fold { get; init; }

    /// <summary>Prepared models by their job ids.</summary>
    [JsonPropertyName("MODEL_JOB_ID")]
    public IReadOnlyList<int>? ModelJobId { get; init; }

    /// <summary>Prepared models by their task ids.</summary>
    [JsonPropertyName("MODEL_ID_LIST")]
    public IReadOnlyList<string>? ModelIdList { get; init; }

    /// <summary>1 to 100 texts, each of at most 100,000 characters.</summary>
    [JsonPropertyName("TEXTS")]
    public required IReadOnlyList<string> Texts { get; init; }
}
