using System.Text;
using Audience.Client;
using Spectre.Console;

namespace Audience.Local.Rules;

/// <summary>Shows the surroundings of what rules found in a text: in colour, or between marks where there is none.</summary>
internal static class FoundText
{
    private const int Most = 80,
        Before = 20;

    /// <summary>The text as markup of one line.</summary>
    public static string Of(string text, IEnumerable<MatchedRule> matches) => Of(text, matches, AnsiConsole.Profile.Capabilities.Ansi);

    internal static string Of(string text, IEnumerable<MatchedRule> matches, bool isColoured)
    {
        var (open, close) = isColoured ? ("[black on yellow]", "[/]") : ("«", "»");
        var spans = matches
            .SelectMany(match => match.Spans)
            .Where(span => span is [>= 0, > 0] && span[0] + span[1] <= text.Length)
            .Select(span => (Start: span[0], End: span[0] + span[1]))
            .Order()
            .ToList();
        int from = Border(text, spans.Count == 0 ? 0 : Math.Max(0, Math.Min(spans[0].Start - Before, text.Length - Most))),
            to = Border(text, Math.Min(text.Length, from + Most)),
            at = from;
        var shown = new StringBuilder(from > 0 ? "…" : "");
        foreach (var (start, end) in spans)
        {
            int begin = Math.Max(at, start),
                stop = Math.Min(to, end);
            if (stop <= begin)
                continue;
            shown.Append(Plain(text[at..begin])).Append(open).Append(Plain(text[begin..stop])).Append(close);
            at = stop;
        }
        return shown.Append(Plain(text[at..to])).Append(to < text.Length ? "…" : "").ToString();
    }

    // Nothing in a post moves the cursor, and nothing is markup.
    private static string Plain(string text) => Markup.Escape(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));

    // Not within a character of two halves.
    private static int Border(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
