using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A rule to add, or to change.</summary>
/// <example>{"CONTENT": "小姐", "LABEL": "female", "RULE_TYPE": "keyword", "MATCH_TYPE": "end"}</example>
public sealed record RuleRequest
{
    /// <summary>
    /// A keyword, an expression or a term: 1 to 200 characters. Or an item of a PATTERN, an object in JSON of at most 4,000:
    /// <c>{"all": ["老婆", "先生"], "near": 6}</c>; MATCH_TYPE then means nothing.
    /// </summary>
    [JsonPropertyName("CONTENT")]
    public required string Content { get; init; }

    /// <summary>The label that a match gives: 1 to 100 characters.</summary>
    [JsonPropertyName("LABEL")]
    public required string Label { get; init; }

    /// <summary>keyword, regex or term_weight.</summary>
    [JsonPropertyName("RULE_TYPE")]
    public required string RuleType { get; init; }

    /// <summary>start, end, partially (default) or exactly; it means nothing for a regex.</summary>
    [JsonPropertyName("MATCH_TYPE")]
    public string? MatchType { get; init; }

    /// <summary>
    /// Of a keyword: longer texts, each with the keyword in it, within which it does not count. A change without it leaves them as
    /// they are.
    /// </summary>
    [JsonPropertyName("UNLESS")]
    public IReadOnlyList<string>? Unless { get; init; }
}
