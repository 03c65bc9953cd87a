namespace Audience.Data.Documents;

/// <summary>A rule of a data set.</summary>
public sealed record RuleRow
{
    /// <summary>What a rule may be.</summary>
    public static readonly IReadOnlyList<string> Types = ["keyword", "regex", "term_weight"];

    /// <summary>Where a keyword must stand.</summary>
    public static readonly IReadOnlyList<string> MatchTypes = ["start", "end", "partially", "exactly"];

    internal const string Columns =
        "id AS Id, task_id AS TaskId, content AS Content, label AS Label, rule_type AS RuleType, match_type AS MatchType";

    /// <summary>Unique over all data sets; 0 until it is written.</summary>
    public long Id { get; init; }

    /// <summary>Its data set.</summary>
    public string TaskId { get; init; } = "";
    public required string Content { get; init; }
    public required string Label { get; init; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string RuleType { get; init; }

    /// <summary>One of <see cref="MatchTypes"/>.</summary>
    public required string MatchType { get; init; }

    /// <summary>What makes two rules of a set the same one.</summary>
    public (string, string, string, string) Key => (Content, Label, RuleType, RuleType == "regex" ? "" : MatchType);
}
