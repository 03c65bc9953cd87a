using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Patterns;

/// <summary>
/// The rules for tasks that bring none: a file <c>model_type/label/predict_type.txt</c> under the rules directory,
/// UTF-8, a line each. A keyword line is <c>keyword&lt;TAB&gt;match_type</c> or a bare keyword; a line of rule_model is a
/// regular expression. Blank lines are skipped; anything else on a line counts, spaces too.
/// </summary>
public static class RuleDirectory
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the rules of every label, in ordinal order of the labels.</summary>
    /// <param name="rulesDirectory">The rules directory; it need not exist.</param>
    /// <param name="modelType">keyword_model, rule_model or its alias regex_model, in any case.</param>
    /// <param name="predictType">author_name (or its alias author), content, title or s_area_id, in any case.</param>
    /// <returns>A PATTERN as JSON text, or null when the directory has no rule for the model and predict type.</returns>
    /// <exception cref="PatternException">A line cannot be a rule; the message names the file and the line.</exception>
    public static string? Read(string rulesDirectory, string modelType, string predictType)
    {
        bool keywords = LabelModels.IsKeywordModel(modelType);
        string directory = Path.Combine(rulesDirectory, keywords ? LabelModels.KeywordModelType : LabelModels.RuleModelType);
        if (!Directory.Exists(directory))
            return null;

        using MemoryStream json = new();
        using Utf8JsonWriter writer = new(json, Readable);
        bool any = false;
        writer.WriteStartObject();
        foreach (string label in Directory.GetDirectories(directory).Order(StringComparer.Ordinal))
        {
            string? file = FileNames(predictType).Select(name => Path.Combine(label, name)).FirstOrDefault(File.Exists);
            if (file is null || Rules(file) is not { Count: > 0 } rules)
                continue;
            any = true;
            writer.WriteStartArray(Path.GetFileName(label));
            foreach ((string line, int number) in rules)
            {
                if (keywords)
                    WriteKeyword(writer, line, file, number);
                else
                    writer.WriteStringValue(line);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.Flush();
        return any ? Encoding.UTF8.GetString(json.ToArray()) : null;
    }

    private static string[] FileNames(string predictType) =>
        predictType.ToUpperInvariant() switch
        {
            "AUTHOR_NAME" or "AUTHOR" => ["author_name.txt", "author.txt"],
            "CONTENT" => ["content.txt"],
            "TITLE" => ["title.txt"],
            "S_AREA_ID" => ["s_area_id.txt"],
            _ => throw new PatternException($"there are no rules for the predict type '{predictType}'"),
        };

    private static List<(string Line, int Number)> Rules(string file)
    {
        List<(string, int)> rules = [];
        int number = 0;
        foreach (string line in File.ReadLines(file, Encoding.UTF8))
        {
            number++;
            if (line.Contains('\uFFFD', StringComparison.Ordinal))
                throw new PatternException($"{file}, line {number}: not valid UTF-8");
            if (!string.IsNullOrWhiteSpace(line))
                rules.Add((line, number));
        }
        return rules;
    }

    private static void WriteKeyword(Utf8JsonWriter writer, string line, string file, int number)
    {
        string[] fields = line.Split('\t');
        if (fields.Length > 2 || fields[0].Length == 0)
            throw new PatternException($"{file}, line {number}: expected a keyword, or a keyword, a tab and a match type");
        KeywordMatchType match = KeywordMatchType.Partially;
        if (fields.Length == 2 && !KeywordMatchTypes.TryParse(fields[1].Trim(), out match))
            throw new PatternException($"{file}, line {number}: unknown match type '{fields[1]}' (known: {KeywordMatchTypes.Known})");
        writer.WriteStartArray();
        writer.WriteStringValue(fields[0]);
        writer.WriteStringValue(KeywordMatchTypes.Name(match));
        writer.WriteEndArray();
    }
}
