using System.Text.Encodings.Web;
using System.Text.Json;

namespace Audience.Web.DataSets;

/// <summary>Exceptions of a keyword in one field, as files of rules have them.</summary>
internal static class UnlessText
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly char[] s_commas = [',', '，', '、'];

    /// <summary>With commas between, or as a list in JSON where one of them has a comma itself.</summary>
    public static string Write(IEnumerable<string>? unless)
    {
        string[] texts = [.. unless ?? []];
        return texts.Any(t => t.AsSpan().IndexOfAny(s_commas) >= 0 || t.StartsWith('['))
            ? JsonSerializer.Serialize(texts, s_json)
            : string.Join(", ", texts);
    }

    /// <summary>The exceptions of a field; what begins like a list and is none is one exception, which the API then refuses.</summary>
    public static IReadOnlyList<string> Read(string text)
    {
        if (!text.TrimStart().StartsWith('['))
            return text.Split(s_commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) ?? [];
        }
        catch (JsonException)
        {
            return [text];
        }
    }
}
