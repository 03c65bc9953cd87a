using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Items;

/// <summary>Writes items as JSON, each in the shortest form that PATTERN has for it.</summary>
public static class ItemWriter
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An item on one line.</summary>
    public static string Write(RuleItem item) => Text(writer => Write(writer, item));

    /// <summary>A PATTERN.</summary>
    public static string Write(IReadOnlyList<LabelItems> labels) =>
        Text(writer =>
        {
            writer.WriteStartObject();
            foreach (LabelItems label in labels)
            {
                writer.WriteStartArray(label.Label);
                foreach (RuleItem item in label.Items)
                    Write(writer, item);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        });

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, Readable))
            write(writer);
        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    private static void Write(Utf8JsonWriter writer, RuleItem item)
    {
        if (item.IsSingle)
        {
            Write(writer, item.All[0]);
            return;
        }
        writer.WriteStartObject();
        foreach ((string name, IReadOnlyList<ItemTerm> terms) in new[] { ("all", item.All), ("any", item.Any), ("none", item.None) })
        {
            if (terms.Count == 0)
                continue;
            writer.WriteStartArray(name);
            foreach (ItemTerm term in terms)
                Write(writer, term);
            writer.WriteEndArray();
        }
        if (item.Near is { } near)
            writer.WriteNumber("near", near);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemTerm term)
    {
        switch (term)
        {
            case { Unless.Count: > 0 }:
                writer.WriteStartObject();
                writer.WriteString("keyword", term.Text);
                writer.WritePropertyName("match");
                WriteMatches(writer, term.Matches);
                writer.WriteStartArray("unless");
                foreach (string exception in term.Unless)
                    writer.WriteStringValue(exception);
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case { Matches: [] or [KeywordMatchType.Partially] }:
                writer.WriteStringValue(term.Text);
                break;
            default:
                writer.WriteStartArray();
                writer.WriteStringValue(term.Text);
                WriteMatches(writer, term.Matches);
                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteMatches(Utf8JsonWriter writer, IReadOnlyList<KeywordMatchType> matches)
    {
        if (matches is [var only])
        {
            writer.WriteStringValue(KeywordMatchTypes.Name(only));
            return;
        }
        writer.WriteStartArray();
        foreach (KeywordMatchType match in matches)
            writer.WriteStringValue(KeywordMatchTypes.Name(match));
        writer.WriteEndArray();
    }
}
