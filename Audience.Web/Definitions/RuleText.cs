using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Definitions;

/// <summary>
/// Rules as people type them or paste them from a spreadsheet: a line each, with its label first. A rule with conditions is an object in
/// JSON; a whole PATTERN in JSON is taken too.
/// </summary>
internal static class RuleText
{
    private const int MaxBrief = 120;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The PATTERN that it means; the API checks the rules themselves.</summary>
    /// <param name="text">Lines of label, rule and, for keywords, the way of matching, divided by tabs or commas.</param>
    /// <param name="keywords">Whether they are keywords; a regular expression may hold commas and goes to the end of its line.</param>
    /// <param name="words">For the mistakes.</param>
    public static (Dictionary<string, IReadOnlyList<object>> Pattern, List<Mistake> Mistakes) Read(string text, bool keywords, Words words)
    {
        var mistakes = new List<Mistake>();
        if (text.TrimStart().StartsWith('{'))
            return (ReadJson(text, words, mistakes), mistakes);
        var rules = new Dictionary<string, List<object>>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim('\r', ' ');
            if (line.Length == 0)
                continue;
            char divider = line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
            if (i == 0 && IsHeader(line.Split(divider)))
                continue;
            string[] cells = [.. line.Split(divider, 2).Select(c => c.Trim())];
            if (cells.Length < 2 || cells[0].Length == 0 || cells[1].Length == 0)
            {
                mistakes.Add(new Mistake("PATTERN", words["New.LineBad", i + 1]));
                continue;
            }
            if (!rules.TryGetValue(cells[0], out var items))
                rules[cells[0]] = items = [];
            items.Add(keywords ? Keyword(cells[1], divider) : Item(cells[1]) ?? (object)cells[1]);
        }
        return (rules.ToDictionary(r => r.Key, r => (IReadOnlyList<object>)r.Value), mistakes);
    }

    /// <summary>A task's rules as lines, or as JSON where a line cannot say what they are.</summary>
    public static string Write(IReadOnlyDictionary<string, IReadOnlyList<NamedRule>> pattern)
    {
        var lines = new List<string>();
        foreach (var (label, rules) in pattern)
        foreach (var rule in rules)
            if (Line(label, rule.Item) is { } line)
                lines.Add(line);
            else
                return JsonSerializer.Serialize(pattern.ToDictionary(p => p.Key, p => p.Value.Select(r => r.Item)), s_json);
        return string.Join('\n', lines);
    }

    /// <summary>Rules with a keyword more, in the form in which they stand.</summary>
    public static string With(string text, string label, string keyword) => With(text, label, JsonValue.Create(keyword));

    /// <summary>Rules with an item more, a keyword or an object, in the form in which they stand.</summary>
    public static string With(string text, string label, JsonNode item)
    {
        string rules = text.TrimEnd();
        if (!rules.StartsWith('{'))
        {
            char divider = rules.Length == 0 || rules.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
            return $"{rules}{(rules.Length == 0 ? "" : "\n")}{label}{divider}{Show(JsonSerializer.SerializeToElement(item))}";
        }
        if (Parse(rules) is not { } pattern || JsonObject.Create(pattern) is not { } labels)
            return text;
        if (labels[label] is JsonArray items)
            items.Add(item);
        else
            labels[label] = new JsonArray(item);
        return labels.ToJsonString(s_json);
    }

    /// <summary>A rule as it is shown: a keyword or expression as it stands, else its JSON.</summary>
    public static string Show(object? item) =>
        item switch
        {
            null => "–",
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
            string text => text,
            _ => JsonSerializer.Serialize(item, s_json),
        };

    /// <summary>So much of a text as a table shows.</summary>
    public static string Brief(string text) => text.Length > MaxBrief ? text[..MaxBrief] + "…" : text;

    // As spreadsheets and the files of `label --rules` begin.
    private static bool IsHeader(string[] cells) =>
        cells.Length > 1
        && cells[0].Trim().Equals("label", StringComparison.OrdinalIgnoreCase)
        && cells[1].Trim().ToLowerInvariant() is "keyword" or "rule" or "pattern";

    private static object Keyword(string text, char divider)
    {
        if (Item(text) is { } item)
            return item;
        string[] cells = [.. text.Split(divider, 2).Select(c => c.Trim())];
        return cells is [_, { Length: > 0 }] ? cells : cells[0];
    }

    // A rule with conditions; an expression may begin with a brace, too.
    private static JsonElement? Item(string text) =>
        text.StartsWith('{') && Parse(text) is { ValueKind: JsonValueKind.Object } item ? item : null;

    private static string? Line(string label, object? item)
    {
        string[]? cells = item switch
        {
            JsonElement { ValueKind: JsonValueKind.String } text => [label, text.GetString()!],
            JsonElement { ValueKind: JsonValueKind.Array } list
                when list.GetArrayLength() == 2 && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            [
                label,
                .. list.EnumerateArray().Select(e => e.GetString()!),
            ],
            JsonElement { ValueKind: JsonValueKind.Object } => [label, JsonSerializer.Serialize(item, s_json)],
            _ => null,
        };
        return
            cells?.All(c => c.Length > 0 && c == c.Trim() && c.AsSpan().IndexOfAny('\t', '\n', '\r') < 0) == true
            && !label.StartsWith('{')
            && !(cells.Length == 2 && cells[1].StartsWith('{') && item is JsonElement { ValueKind: JsonValueKind.String })
            ? string.Join('\t', cells)
            : null;
    }

    private static Dictionary<string, IReadOnlyList<object>> ReadJson(string text, Words words, List<Mistake> mistakes)
    {
        try
        {
            return JsonSerializer
                .Deserialize<Dictionary<string, List<JsonElement>>>(text)!
                .ToDictionary(r => r.Key, r => (IReadOnlyList<object>)[.. r.Value.Cast<object>()]);
        }
        catch (JsonException e)
        {
            mistakes.Add(new Mistake("PATTERN", words["New.BadJson", e.Message]));
            return [];
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
