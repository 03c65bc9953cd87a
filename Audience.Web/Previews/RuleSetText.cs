using System.Text.Json;
using Audience.Client;
using Audience.Web.Definitions;

namespace Audience.Web.Previews;

/// <summary>A set's rules in the form, so that they are edited and tried.</summary>
internal static class RuleSetText
{
    /// <summary>The form with its keyword rules or, where it has none, its regular expressions.</summary>
    public static NewTaskForm Of(string set, IReadOnlyList<RuleItem> rules)
    {
        bool isKeyword = rules.Any(r => r.RuleType == "keyword");
        var pattern = Pattern(rules, isKeyword)
            .ToDictionary(p => p.Key, p => (IReadOnlyList<NamedRule>)[.. p.Value.Select(item => new NamedRule { Item = item })]);
        return new NewTaskForm
        {
            Values = new Dictionary<string, string>
            {
                ["MODEL_TYPE"] = isKeyword || rules.Count == 0 ? "keyword_model" : "rule_model",
                ["PATTERN"] = RuleText.Write(pattern),
                ["SET"] = set,
                ["COMPARE"] = PreviewOther.Set + set,
            },
        };
    }

    /// <summary>Its rules of a kind, as a PATTERN has them.</summary>
    public static Dictionary<string, IReadOnlyList<object>> Pattern(IEnumerable<RuleItem> rules, bool keywords) =>
        rules
            .Where(r => r.RuleType == (keywords ? "keyword" : "regex"))
            .GroupBy(r => r.Label)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<object>)[.. g.Select(r => (object)Item(r, keywords))]);

    private static JsonElement Item(RuleItem rule, bool isKeyword) =>
        rule.Content.StartsWith("{\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize<JsonElement>(rule.Content)
        : rule.Unless is { Count: > 0 } unless
            ? JsonSerializer.SerializeToElement(
                new
                {
                    keyword = rule.Content,
                    match = rule.MatchType,
                    unless,
                }
            )
        : !isKeyword || string.IsNullOrEmpty(rule.MatchType) ? JsonSerializer.SerializeToElement(rule.Content)
        : JsonSerializer.SerializeToElement<string[]>([rule.Content, rule.MatchType]);
}
