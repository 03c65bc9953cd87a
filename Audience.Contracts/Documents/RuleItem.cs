using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A rule of a data set.</summary>
public sealed record RuleItem
{
    /// <summary>Its id; no other rule of any data set has it.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>The keyword, the expression or the term; or an item of a PATTERN, an object in JSON.</summary>
    [JsonPropertyName("content")]
    public required string Content { get; init; }

    /// <summary>The label that a match gives.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>keyword, regex or term_weight.</summary>
    [JsonPropertyName("rule_type")]
    public required string RuleType { get; init; }

    /// <summary>start, end, partially or exactly; it means nothing for a regex.</summary>
    [JsonPropertyName("match_type")]
    public required string MatchType { get; init; }

    /// <summary>Of a keyword: longer texts within which it does not count; absent where there are none.</summary>
    [JsonPropertyName("unless")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Unless { get; init; }
}
