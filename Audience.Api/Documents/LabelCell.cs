using System.Text;

namespace Audience.Api.Documents;

/// <summary>
/// The labels of a document in one cell: with commas between them where the set is multi-label. A label with a comma is quoted.
/// </summary>
internal static class LabelCell
{
    /// <summary>Joins labels.</summary>
    public static string Join(IReadOnlyList<string> labels, bool isMultiLabel) =>
        isMultiLabel ? string.Join(',', labels.Select(Quote)) : string.Join(',', labels);

    /// <summary>Splits a cell; a single-label set has it whole.</summary>
    public static IReadOnlyList<string> Split(string cell, bool isMultiLabel)
    {
        if (string.IsNullOrWhiteSpace(cell))
            return [];
        if (!isMultiLabel)
            return [cell.Trim()];
        var labels = new List<string>();
        var label = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < cell.Length; i++)
        {
            char c = cell[i];
            if (c == '"' && quoted && i + 1 < cell.Length && cell[i + 1] == '"')
                label.Append(cell[i++]);
            else if (c == '"' && (quoted || string.IsNullOrWhiteSpace(label.ToString())))
                quoted = !quoted;
            else if (c == ',' && !quoted)
                Take();
            else
                label.Append(c);
        }
        Take();
        return labels;

        void Take()
        {
            string text = label.ToString().Trim();
            if (text.Length > 0 && !labels.Contains(text))
                labels.Add(text);
            label.Clear();
        }
    }

    private static string Quote(string label) =>
        label.Contains(',', StringComparison.Ordinal) || label.StartsWith('"')
            ? $"\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : label;
}
