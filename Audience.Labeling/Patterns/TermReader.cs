using System.Text.Json;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Patterns;

/// <summary>Reads what an item looks for: a keyword with its match types and exceptions, or an expression.</summary>
internal static class TermReader
{
    internal static ItemTerm Read(JsonElement term, bool keywords, string where) =>
        term.ValueKind switch
        {
            JsonValueKind.String when keywords => new ItemTerm(NotEmpty(term, where, "keyword")),
            JsonValueKind.String => ItemTerm.Expression(NotEmpty(term, where, "expression")),
            JsonValueKind.Object => keywords ? KeywordObject(term, where) : ExpressionObject(term, where),
            JsonValueKind.Array when keywords && term.GetArrayLength() == 2 && term[0].ValueKind == JsonValueKind.String => Pair(
                term,
                where
            ),
            _ when keywords => throw new PatternException($"{where} must be \"keyword\", [\"keyword\", \"match type\"] or an object"),
            _ => throw new PatternException($"{where} must be a regular expression in a string, or an object, not {JsonText.Kind(term)}"),
        };

    internal static string Name(JsonProperty field, string where) => JsonText.Read(() => field.Name, where);

    private static ItemTerm Pair(JsonElement pair, string where)
    {
        string keyword = NotEmpty(pair[0], where, "keyword");
        return new ItemTerm(keyword, Matches(pair[1], keyword, where), []);
    }

    private static ItemTerm KeywordObject(JsonElement item, string where)
    {
        (string? keyword, JsonElement? match, List<string> unless) = (null, null, []);
        HashSet<string> seen = [];
        foreach (JsonProperty field in item.EnumerateObject())
        {
            string name = Name(field, where);
            if (!seen.Add(name))
                throw new PatternException($"{where} has '{Shown.Of(name)}' twice");
            switch (name)
            {
                case "keyword" when field.Value.ValueKind == JsonValueKind.String:
                    keyword = NotEmpty(field.Value, where, "keyword");
                    break;
                case "keyword":
                    throw new PatternException($"{where}: 'keyword' must be a string, not {JsonText.Kind(field.Value)}");
                case "match":
                    match = field.Value;
                    break;
                case "unless":
                    unless = Unless(field.Value, where);
                    break;
                default:
                    throw new PatternException(
                        $"{where} has the unknown key '{Shown.Of(name)}' (known: keyword, match, unless; or all, any, none, near)"
                    );
            }
        }
        if (keyword is null)
            throw new PatternException($"{where} has no 'keyword'");
        return new ItemTerm(keyword, match is { } types ? Matches(types, keyword, where) : [KeywordMatchType.Partially], unless);
    }

    private static ItemTerm ExpressionObject(JsonElement item, string where)
    {
        string? expression = null;
        foreach (JsonProperty field in item.EnumerateObject())
        {
            if (Name(field, where) is not "expression" and var name)
                throw new PatternException($"{where} has the unknown key '{Shown.Of(name)}' (known: expression; or all, any, none, near)");
            if (expression is not null)
                throw new PatternException($"{where} has 'expression' twice");
            if (field.Value.ValueKind != JsonValueKind.String)
                throw new PatternException($"{where}: 'expression' must be a string, not {JsonText.Kind(field.Value)}");
            expression = NotEmpty(field.Value, where, "expression");
        }
        return ItemTerm.Expression(expression ?? throw new PatternException($"{where} has no 'expression'"));
    }

    private static List<KeywordMatchType> Matches(JsonElement match, string keyword, string where)
    {
        if (match.ValueKind == JsonValueKind.String)
            return [Match(match, keyword, where)];
        if (match.ValueKind != JsonValueKind.Array || match.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw new PatternException($"{where}: the match type must be a string or a list of strings, not {JsonText.Kind(match)}");
        if (match.GetArrayLength() == 0)
            throw new PatternException($"{where}: the list of match types is an empty list");
        return [.. match.EnumerateArray().Select(name => Match(name, keyword, where)).Distinct()];
    }

    private static KeywordMatchType Match(JsonElement match, string keyword, string where)
    {
        string name = JsonText.Read(match.GetString, where)!;
        return KeywordMatchTypes.TryParse(name.Trim(), out KeywordMatchType type)
            ? type
            : throw new PatternException(
                $"{where}: keyword '{Shown.Of(keyword)}' has the unknown match type '{Shown.Of(name)}' (known: {KeywordMatchTypes.Known})"
            );
    }

    private static List<string> Unless(JsonElement unless, string where)
    {
        if (unless.ValueKind != JsonValueKind.Array || unless.EnumerateArray().Any(text => text.ValueKind != JsonValueKind.String))
            throw new PatternException($"{where}: 'unless' must be a list of strings, not {JsonText.Kind(unless)}");
        if (unless.GetArrayLength() == 0)
            throw new PatternException($"{where}: 'unless' is an empty list");
        return [.. unless.EnumerateArray().Select(text => NotEmpty(text, where, "text in 'unless'"))];
    }

    /// <summary>A keyword without the blanks around it, which only came along from a file or a form; an expression as it stands.</summary>
    private static string NotEmpty(JsonElement rule, string where, string what)
    {
        string text = JsonText.Read(rule.GetString, where)!;
        if (what != "expression")
            text = text.Trim();
        return text.Length > 0 ? text : throw new PatternException($"{where} is an empty {what}");
    }
}
