using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace Audience.Web.Previews;

/// <summary>Rules as the CSV that rule sets are uploaded as.</summary>
internal static class RuleSetCsv
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file; an item of several keywords or conditions stands in it as an object.</summary>
    /// <param name="pattern">The rules as they were read from the form.</param>
    /// <param name="keywords">Whether they are keywords, else expressions.</param>
    public static byte[] Write(IReadOnlyDictionary<string, IReadOnlyList<object>> pattern, bool keywords)
    {
        using var bytes = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true), CultureInfo.InvariantCulture))
        {
            Row(csv, "content", "label", "rule_type", "match_type");
            foreach (var (label, items) in pattern)
            foreach (object item in items)
            {
                var (content, match) = Cells(JsonSerializer.SerializeToElement(item, s_json));
                Row(csv, content, label, keywords ? "keyword" : "regex", match);
            }
        }
        return bytes.ToArray();
    }

    // A list of a keyword and the places where it may stand; several places make an object of it, as a list would be taken for a keyword.
    private static (string Content, string Match) Cells(JsonElement item) =>
        item.ValueKind switch
        {
            JsonValueKind.String => (item.GetString()!, ""),
            JsonValueKind.Array when item.GetArrayLength() == 2 && item[1].ValueKind == JsonValueKind.String => (
                item[0].ToString(),
                item[1].GetString()!
            ),
            JsonValueKind.Array when item.GetArrayLength() > 1 => (
                JsonSerializer.Serialize(new { keyword = item[0], match = item.EnumerateArray().Skip(1) }, s_json),
                ""
            ),
            _ => (item.GetRawText(), ""),
        };

    private static void Row(CsvWriter csv, params string[] cells)
    {
        foreach (string cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
