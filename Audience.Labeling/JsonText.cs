using System.Text.Json;

namespace Audience.Labeling;

/// <summary>Reads JSON for messages that people understand.</summary>
internal static class JsonText
{
    /// <summary>A JSON string may escape half a surrogate pair, which JsonElement finds out only when it is read.</summary>
    internal static T Read<T>(Func<T> read, string where)
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

    internal static string Kind(JsonElement element) =>
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
