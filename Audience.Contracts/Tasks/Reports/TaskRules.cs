using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Reports;

/// <summary>What each rule of a task does: exact, over the posts that are committed.</summary>
public sealed record TaskRules
{
    /// <summary>Posts read, with labels and without.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>How many rules match a post.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>Those that <c>limit</c> and <c>offset</c> choose.</summary>
    [JsonPropertyName("rules")]
    public required IReadOnlyList<TaskRule> Rules { get; init; }

    /// <summary>How many rules match no post.</summary>
    [JsonPropertyName("unmatched_total")]
    public required int UnmatchedTotal { get; init; }

    /// <summary>Those that <c>limit</c> and <c>offset</c> choose, in the order of the pattern.</summary>
    [JsonPropertyName("unmatched")]
    public required IReadOnlyList<NamedRule> Unmatched { get; init; }
}

/// <summary>A rule.</summary>
public record NamedRule
{
    /// <summary>The label that it gives.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>Its number in the list of its label, from 1.</summary>
    [JsonPropertyName("rule")]
    public required int Rule { get; init; }

    /// <summary>What it says, as in PATTERN; null where the prepared model that it came from is not kept any more.</summary>
    [JsonPropertyName("item")]
    public object? Item { get; init; }
}

/// <summary>What a rule did.</summary>
public sealed record TaskRule : NamedRule
{
    /// <summary>Posts that it matches.</summary>
    [JsonPropertyName("posts")]
    public required long Posts { get; init; }

    /// <summary>Of these, posts that no other rule of its label matches: what would be lost without it.</summary>
    [JsonPropertyName("only")]
    public required long Only { get; init; }

    /// <summary>Of these, posts that also got another label of the same conflict group.</summary>
    [JsonPropertyName("conflicts")]
    public required long Conflicts { get; init; }

    /// <summary>Its posts among those of its label, 0 to 1.</summary>
    [JsonPropertyName("share")]
    public required double Share { get; init; }
}
