using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Data.Documents;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Patterns;

namespace Audience.Api.Documents;

/// <summary>Rules of data sets that are more than a keyword or an expression: with exceptions, or combinations.</summary>
internal static class RuleItems
{
    /// <summary>The longest item, in characters.</summary>
    public const int MaxLength = 4_000;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly char[] s_commas = [',', '，', '、'];

    /// <summary>
    /// The rule as it is stored: what content and match type can say with exceptions stands there, all else as an object.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="unless">Its exceptions.</param>
    /// <returns>The rule, and what is wrong with it or null.</returns>
    public static (RuleRow Rule, string? Problem) Read(RuleRow rule, IReadOnlyList<string> unless)
    {
        if (unless.Count > 0 && rule.IsObject)
            return (rule, "the content is an object, which says its exceptions itself: leave 'unless' out, or give the keyword alone");
        if (unless.Count > 0 && rule.RuleType != "keyword")
            return (rule, $"exceptions are for keywords, and this is a rule of type {rule.RuleType}");
        rule = rule.With(unless);
        if (rule.Item is not { } json)
            return (rule, null);
        if (json.Length > MaxLength)
            return (rule, string.Create(CultureInfo.InvariantCulture, $"the item has {json.Length} characters: at most {MaxLength}"));
        try
        {
            return (Stored(rule, Parse(rule, json)), null);
        }
        catch (JsonException e)
        {
            return (rule, $"content begins like an object in JSON, and is none: {e.Message}");
        }
        catch (PatternException e)
        {
            return (rule, e.Message);
        }
    }

    /// <summary>The exceptions in a cell: a JSON list, or texts with commas between.</summary>
    /// <returns>Them, and what is wrong or null.</returns>
    public static (IReadOnlyList<string> Unless, string? Problem) ReadCell(string cell)
    {
        cell = cell.Trim();
        if (!cell.StartsWith('['))
            return (cell.Split(s_commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), null);
        string wrong = $"'{DocumentErrors.Shown(cell)}' is not a list of texts in JSON";
        try
        {
            return JsonSerializer.Deserialize<string?[]>(cell) is { } list && list.All(text => text is not null)
                ? (list!, null)
                : ([], wrong);
        }
        catch (JsonException e)
        {
            return ([], $"{wrong}: {e.Message}");
        }
    }

    private static RuleItem Parse(RuleRow rule, string json)
    {
        bool isKeyword = rule.RuleType == "keyword";
        string pattern = JsonSerializer.Serialize(
            new Dictionary<string, JsonElement[]> { [rule.Label] = [JsonSerializer.Deserialize<JsonElement>(json)] },
            s_json
        );
        // How the parts go together is checked where they are put together.
        LabelModels.FromPattern(isKeyword ? "keyword_model" : "rule_model", pattern, default);
        using var document = JsonDocument.Parse(pattern);
        var labels = isKeyword ? PatternReader.Keywords(document.RootElement) : PatternReader.Expressions(document.RootElement);
        return labels[0].Items[0];
    }

    private static RuleRow Stored(RuleRow rule, RuleItem item)
    {
        if (item is { IsSingle: true, All: [{ Matches.Count: <= 1 } term] })
        {
            var plain = rule with
            {
                Content = term.Text,
                MatchType = term.Matches is [var match] ? KeywordMatchTypes.Name(match) : "partially",
            };
            if (!plain.IsObject)
                return plain.With(term.Unless);
        }
        return item.IsPlain ? rule : rule with { Content = ItemWriter.Write(item), MatchType = "partially", Unless = null };
    }
}
