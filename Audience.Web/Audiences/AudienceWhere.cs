using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Web.Texts;

namespace Audience.Web.Audiences;

/// <summary>An expression over panels: as conditions, as the API takes it, and as people read it.</summary>
internal static class AudienceWhere
{
    // The API takes 24 levels; what is deeper is no expression of its.
    private const int MaxDepth = 30;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The conditions as the API takes them; null where there are none.</summary>
    public static object? Of(IReadOnlyList<AudienceCondition> conditions)
    {
        object[] parts = [.. conditions.Where(c => c.Panels.Count > 0).Select(Part)];
        return parts.Length switch
        {
            0 => null,
            1 => parts[0],
            _ => new Dictionary<string, object> { ["and"] = parts },
        };
    }

    /// <summary>An expression as conditions; null where it is more than conditions can say.</summary>
    public static IReadOnlyList<AudienceCondition>? Conditions(object? where)
    {
        if (where is not JsonElement json)
            return where is null ? [] : null;
        if (Condition(json) is { } one)
            return [one];
        if (List(json, "and") is not { } parts)
            return null;
        var conditions = parts.Select(Condition).ToList();
        return conditions.Contains(null) ? null : [.. conditions.Select(c => c!)];
    }

    /// <summary>An expression as JSON.</summary>
    public static string Json(object? where) => where is null ? "" : JsonSerializer.Serialize(where, s_json);

    /// <summary>An expression in words.</summary>
    public static string Say(object? where, Words words) =>
        where is null ? words["Audiences.Everyone"] : Say(JsonSerializer.SerializeToElement(where), words, 0);

    /// <summary>The panels that it names, each once.</summary>
    public static IReadOnlyList<string> Panels(object? where)
    {
        var found = new List<string>();
        if (where is not null)
            Collect(JsonSerializer.SerializeToElement(where), found, 0);
        return [.. found.Distinct()];
    }

    private static object Part(AudienceCondition condition)
    {
        object several =
            condition.Panels.Count == 1
                ? condition.Panels[0]
                : new Dictionary<string, object> { [condition.Kind == "all" ? "and" : "or"] = condition.Panels };
        return condition.Kind == "none" ? new Dictionary<string, object> { ["not"] = several } : several;
    }

    private static AudienceCondition? Condition(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new AudienceCondition("any", [json.GetString()!]);
        if (Texts(List(json, "or")) is { } any)
            return new AudienceCondition("any", any);
        if (Texts(List(json, "and")) is { } all)
            return new AudienceCondition("all", all);
        return Child(json, "not") is { } not && Condition(not) is { } inner && (inner.Kind == "any" || inner.Panels.Count == 1)
            ? inner with
            {
                Kind = "none",
            }
            : null;
    }

    private static string Say(JsonElement json, Words words, int depth)
    {
        if (depth > MaxDepth)
            return "…";
        if (json.ValueKind == JsonValueKind.String)
            return Name(json.GetString()!);
        if (Child(json, "not") is { } not)
            return words["Audiences.Not", Bracketed(not, words, depth)];
        foreach (string kind in (string[])["and", "or"])
            if (List(json, kind) is { } parts)
                return string.Join(words[kind == "and" ? "Audiences.And" : "Audiences.Or"], parts.Select(p => Bracketed(p, words, depth)));
        return json.ToString();
    }

    private static string Bracketed(JsonElement json, Words words, int depth) =>
        (List(json, "and") ?? List(json, "or")) is { Length: > 1 } ? $"({Say(json, words, depth + 1)})" : Say(json, words, depth + 1);

    private static void Collect(JsonElement json, List<string> found, int depth)
    {
        if (depth > MaxDepth)
            return;
        if (json.ValueKind == JsonValueKind.String)
            found.Add(json.GetString()!);
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var part in json.EnumerateArray())
                Collect(part, found, depth + 1);
        else if (json.ValueKind == JsonValueKind.Object)
            foreach (var part in json.EnumerateObject())
                Collect(part.Value, found, depth + 1);
    }

    /// <summary>A panel as people say it: without its slash.</summary>
    public static string Name(string panel) => panel.StartsWith('/') ? panel[1..] : panel;

    private static JsonElement? Child(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var child) ? child : null;

    private static JsonElement[]? List(JsonElement json, string name) =>
        Child(json, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;

    private static string[]? Texts(JsonElement[]? list) =>
        list?.Length > 0 && list.All(e => e.ValueKind == JsonValueKind.String) ? [.. list.Select(e => e.GetString()!)] : null;
}
