using System.Text.Encodings.Web;
using System.Text.Json;

namespace Audience.Data.Datasets;

/// <summary>Writes the rules of a data set as a PATTERN.</summary>
public static class RulePattern
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rules, label by label in the order in which labels first occur.</summary>
    /// <param name="rules">All of one type.</param>
    /// <param name="keywords">Whether they are keywords with match types; else expressions.</param>
    /// <returns>JSON.</returns>
    public static string Of(IEnumerable<LabelingRule> rules, bool keywords)
    {
        object Item(LabelingRule rule) =>
            rule.Item is { } item ? JsonSerializer.Deserialize<JsonElement>(item)
            : keywords ? new[] { rule.Content, string.IsNullOrEmpty(rule.MatchType) ? "partially" : rule.MatchType }
            : rule.Content;
        return JsonSerializer.Serialize(
            rules.GroupBy(rule => rule.Label).ToDictionary(label => label.Key, label => label.Select(Item).ToList()),
            Json
        );
    }
}
