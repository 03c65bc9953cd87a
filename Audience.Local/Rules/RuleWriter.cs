using System.Text;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Local.Rules;

/// <summary>Writes rules in the form that the name of the target asks for.</summary>
internal static class RuleWriter
{
    /// <exception cref="IOException">The file exists already.</exception>
    internal static void Write(IReadOnlyList<LabelItems> labels, string target, string modelType, string predictType)
    {
        bool keywords = modelType == "keyword_model";
        switch (Path.GetExtension(target).ToUpperInvariant())
        {
            case ".JSON":
                using (var text = New(target))
                    text.WriteLine(ItemWriter.Write(labels));
                break;
            case ".CSV":
                using (var text = New(target))
                    RuleCsv.Write(text, labels, keywords);
                break;
            default:
                WriteDirectory(labels, Path.Combine(target, modelType), predictType, keywords);
                break;
        }
    }

    /// <summary>Whether a keyword on a line of its own, or before a tab, would be read as something else.</summary>
    internal static bool NeedsJson(string keyword) =>
        keyword.StartsWith("# ", StringComparison.Ordinal) || keyword[0] is '{' or '[' or '"' || keyword.AsSpan().ContainsAny("\t\r\n");

    private static void WriteDirectory(IReadOnlyList<LabelItems> labels, string directory, string predictType, bool keywords)
    {
        if (labels.FirstOrDefault(label => label.Label.AsSpan().ContainsAny("/\\\0") || label.Label.StartsWith('.')) is { } odd)
            throw new PatternException($"label '{odd.Label}' cannot be the name of a directory");
        foreach (var label in labels)
        {
            string folder = Directory.CreateDirectory(Path.Combine(directory, label.Label)).FullName;
            using var text = New(Path.Combine(folder, predictType + ".txt"));
            foreach (var item in label.Items)
                text.WriteLine(Line(item, keywords));
        }
    }

    private static string Line(RuleItem item, bool keywords)
    {
        if (!item.IsPlain)
            return ItemWriter.Write(item);
        var term = item.All[0];
        if (!keywords)
            return term.Text.StartsWith("# ", StringComparison.Ordinal) || term.Text.StartsWith("{\"", StringComparison.Ordinal)
                ? throw new PatternException(
                    $"the expression '{term.Text}' cannot stand on a line of a rule file: it would be read as something else"
                )
                : term.Text;
        // The match type is always written: a bare keyword may look like several.
        return term.Matches.Count == 1 && !NeedsJson(term.Text)
            ? $"{term.Text}\t{KeywordMatchTypes.Name(term.Matches[0])}"
            : ItemWriter.Write(item);
    }

    private static StreamWriter New(string path) =>
        new(new FileStream(path, FileMode.CreateNew), new UTF8Encoding(false)) { NewLine = "\n" };
}
