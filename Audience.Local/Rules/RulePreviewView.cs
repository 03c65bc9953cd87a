using System.Globalization;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Rules;

/// <summary>Shows a preview in tables of at most 80 columns, or as JSON for programs.</summary>
internal sealed class RulePreviewView(bool json) : ApiView(json)
{
    private const int MostLabels = 30,
        MostRules = 20,
        MostUnmatched = 10,
        MostExamples = 3,
        BarWidth = 24;

    public int Show(TaskPreview preview)
    {
        if (!IsJson)
        {
            Write(Rules(preview));
            Write(Unmatched(preview));
            Write(Timeouts(preview));
            Write(Examples(preview));
            if (preview.Compared is { } compared)
                foreach (var table in RulePreviewTables.Of(compared))
                    Write(table);
            if (preview.Gold is { } gold)
                foreach (var table in RulePreviewTables.Of(gold))
                    Write(table);
        }
        return Show(preview, Labels(preview));
    }

    private static void Write(Table table)
    {
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
    }

    private static Table Labels(TaskPreview preview)
    {
        double most = preview.Labels.Select(label => label.ShareHigh).DefaultIfEmpty().Max();
        var table = RulePreviewTables.Narrow("label", "share, to the end of its interval").AddWhole("share", "95% interval", "posts");
        foreach (var label in preview.Labels.Take(MostLabels))
            table.AddRow(
                Row(
                    label.Label,
                    Bar(label, most),
                    Share(label.Share),
                    $"{Share(label.ShareLow)}–{Share(label.ShareHigh)}",
                    label.RangePosts.ToString("N0", CultureInfo.InvariantCulture)
                )
            );
        return table.Caption(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{preview.PostsRead:N0} of {(preview.RangePostsExact ? "" : "about ")}{preview.RangePosts:N0} posts "
                    + $"read in {preview.Seconds:F1} s"
            ) + (preview.Labels.Count > MostLabels ? $"; {MostLabels} of {preview.Labels.Count} labels" : "")
        );
    }

    private static string Bar(PreviewLabel label, double most)
    {
        if (most <= 0)
            return "";
        int share = (int)Math.Round(label.Share / most * BarWidth),
            high = (int)Math.Round(label.ShareHigh / most * BarWidth);
        return new string('█', share) + new string('░', Math.Max(0, high - share));
    }

    private static Table Rules(TaskPreview preview)
    {
        var table = RulePreviewTables.Narrow("rule", "item").AddWhole("posts", "only", "conflicts");
        foreach (var rule in preview.Rules.Take(MostRules))
            table.AddRow(Row($"{rule.Label} {rule.Rule}", RulePreviewTables.Brief(rule.Item), rule.Posts, rule.Only, rule.Conflicts));
        return preview.Rules.Count > MostRules ? table.Caption($"{MostRules} of {preview.Rules.Count} rules") : table;
    }

    private static Table Unmatched(TaskPreview preview)
    {
        var table = RulePreviewTables.Narrow("rule", "item that matches nothing here");
        foreach (var rule in preview.Unmatched.Take(MostUnmatched))
            table.AddRow(Row($"{rule.Label} {rule.Rule}", RulePreviewTables.Brief(rule.Item)));
        return preview.UnmatchedTotal > MostUnmatched ? table.Caption($"{MostUnmatched} of {preview.UnmatchedTotal}") : table;
    }

    private static Table Timeouts(TaskPreview preview)
    {
        var table = RulePreviewTables.Narrow("label", "expression that took longer than a second").AddWhole("texts");
        foreach (var slow in preview.Timeouts.Take(MostRules))
            table.AddRow(Row(slow.Label, RulePreviewTables.Brief(slow.Expression), slow.Texts));
        return table;
    }

    private static Table Examples(TaskPreview preview)
    {
        var table = RulePreviewTables.Narrow("label", "examples");
        foreach (var label in preview.Labels.Take(MostLabels))
        foreach (var post in label.Examples.Take(MostExamples))
            table.AddRow(Markup.Escape(label.Label), FoundText.Of(post.Text, post.Matches.Where(match => match.Label == label.Label)));
        return table;
    }

    private static string Share(double share) => share.ToString("P2", CultureInfo.InvariantCulture);
}
