using System.Text;
using System.Text.Json;

namespace Audience.Data.Tasks;

/// <summary>
/// What a search for tasks looks through: names, labels and rules in upper case, a line each; nothing of the source's connection.
/// </summary>
internal static class TaskSearchText
{
    // Passes through a small max_allowed_packet, and 10,000 such texts are read in a moment.
    private const int MaxLength = 32_000;

    /// <summary>The text, cut to 32,000 characters.</summary>
    public static string Of(TaskDefinition task)
    {
        var text = new StringBuilder();
        foreach (string name in (string[])[$"{task.InputSchema}.{task.InputTable}", task.OutputSchema, task.Queue, task.ModelType])
            text.Append(name).Append('\n');
        if (task.Pattern is not null)
        {
            using var pattern = JsonDocument.Parse(task.Pattern);
            foreach (var label in pattern.RootElement.EnumerateObject())
                text.Append(label.Name).Append('\n');
            foreach (var label in pattern.RootElement.EnumerateObject())
                Add(text, label.Value);
        }
        if (text.Length > MaxLength)
            text.Length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text.ToString().ToUpperInvariant();
    }

    private static void Add(StringBuilder text, JsonElement element)
    {
        if (text.Length > MaxLength)
            return;
        if (element.ValueKind == JsonValueKind.String)
            text.Append(element.GetString()).Append('\n');
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var part in element.EnumerateArray())
                Add(text, part);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var part in element.EnumerateObject())
                Add(text, part.Value);
    }
}
