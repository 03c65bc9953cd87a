using System.Text.Encodings.Web;
using System.Text.Json;

namespace Audience.Data.Documents;

/// <summary>A rule of a data set.</summary>
public sealed record RuleRow
{
    /// <summary>What a rule may be.</summary>
    public static readonly IReadOnlyList<string> Types = ["keyword", "regex", "term_weight"];

    /// <summary>Where a keyword must stand.</summary>
    public static readonly IReadOnlyList<string> MatchTypes = ["start", "end", "partially", "exactly"];

    internal const string Columns =
        "id AS Id, task_id AS TaskId, content AS Content, label AS Label, rule_type AS RuleType, match_type AS MatchType, "
        + "`unless` AS Unless";
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>A keyword's exceptions as a JSON list; null where it has none.</summary>
    public string? Unless { get; init; }

    /// <summary>A keyword's exceptions.</summary>
    public IReadOnlyList<string> Exceptions => Unless is null ? [] : JsonSerializer.Deserialize<string[]>(Unless)!;

    /// <summary>Whether the content is an item of a PATTERN, an object in JSON; else it is a keyword, an expression or a term.</summary>
    public bool IsObject => RuleType != "term_weight" && Content.StartsWith("{\"", StringComparison.Ordinal);

    /// <summary>The rule as an item of a PATTERN, in JSON; null where content and match type say it all.</summary>
    public string? Item =>
        IsObject ? Content
        : Unless is null ? null
        : JsonSerializer.Serialize(
            new
            {
                keyword = Content,
                match = MatchType,
                unless = Exceptions,
            },
            s_json
        );

    /// <summary>The same with exceptions.</summary>
    public RuleRow With(IReadOnlyList<string> exceptions) =>
        this with
        {
            Unless = exceptions.Count == 0 ? null : JsonSerializer.Serialize(exceptions, s_json),
        };

    /// <summary>What makes two rules of a set the same one.</summary>
    public (string, string, string, string, string?) Key => (Content, Label, RuleType, RuleType == "regex" ? "" : MatchType, Unless);
}
