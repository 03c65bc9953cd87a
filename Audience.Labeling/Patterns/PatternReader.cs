using System.Text.Json;
using Audience.Labeling.Keywords;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Patterns;

/// <summary>
/// Reads the PATTERN of a task: an object with a list of rules for each label. Labels keep their order.
/// Every error is a <see cref="PatternException"/> that names the label and the position, counted from 1.
/// </summary>
public static class PatternReader
{
    /// <summary>How many labels a pattern may have.</summary>
    public const int MaxLabels = 10_000;

    /// <summary>Reads <c>{"female": [["娘","partially"], "人妻"]}</c>; a bare string is matched partially.</summary>
    /// <exception cref="PatternException">The pattern has another shape, an empty keyword or an unknown match type.</exception>
    public static IReadOnlyList<LabelKeywords> Keywords(JsonElement pattern) =>
        [.. Labels(pattern).Select(label => new LabelKeywords(label.Name, Rules(label, ReadKeyword)))];

    /// <summary>Reads <c>{"female": ["小妹我"]}</c>. Whether the expressions compile is not checked here.</summary>
    /// <exception cref="PatternException">The pattern has another shape or an empty expression.</exception>
    public static IReadOnlyList<LabelExpressions> Expressions(JsonElement pattern) =>
        [.. Labels(pattern).Select(label => new LabelExpressions(label.Name, Rules(label, ReadExpression)))];

    private static List<(string Name, JsonElement Rules)> Labels(JsonElement pattern)
    {
        if (pattern.ValueKind != JsonValueKind.Object)
            throw new PatternException($"PATTERN must be an object with a list for each label, not {Kind(pattern)}");
        List<(string, JsonElement)> labels = [];
        HashSet<string> seen = [];
        foreach (JsonProperty property in pattern.EnumerateObject())
        {
            string name = Text(() => property.Name, $"PATTERN: the name of label {labels.Count + 1}");
            if (string.IsNullOrWhiteSpace(name))
                throw new PatternException($"PATTERN: the name of label {labels.Count + 1} is empty");
            if (!seen.Add(name))
                throw new PatternException($"PATTERN: label '{Shown.Of(name)}' is given twice");
            if (labels.Count == MaxLabels)
                throw new PatternException($"PATTERN has more than {MaxLabels} labels");
            if (property.Value.ValueKind != JsonValueKind.Array)
                throw new PatternException($"PATTERN: label '{Shown.Of(name)}' must have a list, not {Kind(property.Value)}");
            labels.Add((name, property.Value));
        }
        return labels;
    }

    private static T[] Rules<T>((string Name, JsonElement Rules) label, Func<JsonElement, string, T> read) =>
        [.. label.Rules.EnumerateArray().Select((rule, i) => read(rule, $"PATTERN: label '{Shown.Of(label.Name)}', rule {i + 1}"))];

    private static Keyword ReadKeyword(JsonElement rule, string where)
    {
        if (rule.ValueKind == JsonValueKind.String)
            return new Keyword(NotEmpty(rule, where, "keyword"), KeywordMatchType.Partially);
        if (
            rule.ValueKind != JsonValueKind.Array
            || rule.GetArrayLength() != 2
            || rule[0].ValueKind != JsonValueKind.String
            || rule[1].ValueKind != JsonValueKind.String
        )
            throw new PatternException($"{where} must be \"keyword\" or [\"keyword\", \"match type\"]");
        string text = NotEmpty(rule[0], where, "keyword");
        string name = Text(rule[1].GetString, where)!;
        return KeywordMatchTypes.TryParse(name, out KeywordMatchType match)
            ? new Keyword(text, match)
            : throw new PatternException(
                $"{where}: keyword '{Shown.Of(text)}' has the unknown match type '{Shown.Of(name)}' (known: {KeywordMatchTypes.Known})"
            );
    }

    private static string ReadExpression(JsonElement rule, string where) =>
        rule.ValueKind == JsonValueKind.String
            ? NotEmpty(rule, where, "expression")
            : throw new PatternException($"{where} must be a regular expression in a string, not {Kind(rule)}");

    private static string NotEmpty(JsonElement rule, string where, string what)
    {
        string text = Text(rule.GetString, where)!;
        return text.Length > 0 ? text : throw new PatternException($"{where} is an empty {what}");
    }

    /// <summary>A JSON string may escape half a surrogate pair, which JsonElement finds out only when it is read.</summary>
    private static T Text<T>(Func<T> read, string where)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new PatternException($"{where} is not valid text: it holds half a surrogate pair", e);
        }
    }

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a truth value",
            JsonValueKind.Null => "null",
            _ => "nothing",
        };
}
