using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Tasks;

/// <summary>Rules as people type them or paste them from a spreadsheet: a line each, with its label first.</summary>
internal static class RuleText
{
    /// <summary>The PATTERN that it means; the API checks the rules themselves.</summary>
    /// <param name="text">Lines of label, rule and, for keywords, the way of matching, divided by tabs or commas.</param>
    /// <param name="keywords">Whether they are keywords; a regular expression may hold commas and goes to the end of its line.</param>
    /// <param name="words">For the mistakes.</param>
    public static (Dictionary<string, IReadOnlyList<object>> Pattern, List<Mistake> Mistakes) Read(string text, bool keywords, Words words)
    {
        var rules = new Dictionary<string, List<object>>();
        var mistakes = new List<Mistake>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim('\r', ' ');
            if (line.Length == 0)
                continue;
            char divider = line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
            string[] cells = [.. line.Split(divider, keywords ? 3 : 2).Select(c => c.Trim())];
            if (cells.Length < 2 || cells[0].Length == 0 || cells[1].Length == 0)
            {
                mistakes.Add(new Mistake("PATTERN", words["New.LineBad", i + 1]));
                continue;
            }
            if (!rules.TryGetValue(cells[0], out var items))
                rules[cells[0]] = items = [];
            items.Add(keywords && cells.Length == 3 && cells[2].Length > 0 ? new[] { cells[1], cells[2] } : cells[1]);
        }
        return (rules.ToDictionary(r => r.Key, r => (IReadOnlyList<object>)r.Value), mistakes);
    }
}
