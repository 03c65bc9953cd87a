using System.Globalization;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Rules;

/// <summary>Shows suggested keywords in a table of at most 80 columns, or as JSON for programs.</summary>
internal sealed class RuleSuggestView(bool json) : ApiView(json)
{
    public int Show(KeywordSuggestions suggestions)
    {
        var table = RulePreviewTables.Narrow("keyword").AddWhole("adds", "with", "score").AddColumn("example");
        foreach (var one in suggestions.Suggestions)
        {
            var matches = one.Examples.Take(1).Select(example => new MatchedRule { Spans = example.Spans });
            table.AddRow([
                .. Row(
                    one.Keyword,
                    one.Adds.ToString("N0", CultureInfo.InvariantCulture),
                    one.PostsWith,
                    one.Score.ToString("F1", CultureInfo.InvariantCulture)
                ),
                FoundText.Of(one.Examples is [var post, ..] ? post.Text : "", matches),
            ]);
        }
        table.Caption(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{suggestions.PostsRead:N0} posts read in {suggestions.Seconds:F1} s, {suggestions.Labelled:N0} of them with the label"
            )
        );
        return Show(suggestions, table);
    }
}
