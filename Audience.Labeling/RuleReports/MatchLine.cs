using System.Globalization;
using Audience.Labeling.Items;

namespace Audience.Labeling.RuleReports;

/// <summary>Matches as one line of text, for the column <c>match_meta</c>.</summary>
public static class MatchLine
{
    /// <summary><c>female 2: "小姐" [0,2] [7,2]; male 1: ["哥","end"] [9,1]</c>: label, number, rule, and each place as start and
    /// length.</summary>
    public static string Of(IEnumerable<RuleMatch> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return string.Join(
            "; ",
            matches.Select(match =>
                string.Create(CultureInfo.InvariantCulture, $"{match.Label} {match.Rule}: {match.Item}")
                + string.Concat(match.Spans.Select(span => string.Create(CultureInfo.InvariantCulture, $" [{span.Start},{span.Length}]")))
            )
        );
    }
}
