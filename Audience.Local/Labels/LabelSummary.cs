using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Labeling.Items;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Labels;

/// <summary>Shows what was labelled, as tables for people or as JSON for programs.</summary>
internal sealed class LabelSummary(LabelPlan plan, LabelTallies tallies, TimeSpan duration, long? panels)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Shows it.</summary>
    public void Show(bool json, TextWriter to)
    {
        if (json)
        {
            to.WriteLine(JsonSerializer.Serialize(Figures(), s_json));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(to) });
        console.Write(Labels());
        if (Rules() is { } rules)
            console.Write(rules);
        foreach (var (_, problem) in tallies.Problems)
            to.WriteLine(problem);
        foreach (var (what, count) in Counts().Where(count => count.Count > 0))
            to.WriteLine($"{count:N0} {what}");
        to.WriteLine($"{tallies.Posts:N0} posts in {duration.TotalSeconds:N2} s, {Rate:N0} a second; {tallies.Labelled:N0} have a label");
        if (panels is { } rows)
            to.WriteLine($"{rows:N0} panels of authors");
    }

    private double Rate => tallies.Posts / Math.Max(0.001, duration.TotalSeconds);

    private IEnumerable<(string What, long Count)> Counts() =>
        [
            .. tallies.Skipped.Select(skipped => ($"rows skipped: {skipped.Key}", skipped.Value)),
            ("posts without a text", tallies.NoText),
            ("texts with bytes that are not UTF-8", tallies.BadText),
            ("times that cannot be read", tallies.BadTime),
            ("fields left out, as the first 1,000 lines have none of their names", tallies.LeftOut),
        ];

    private object Figures() =>
        new
        {
            posts = tallies.Posts,
            labelled = tallies.Labelled,
            rows = tallies.Rows,
            labels = plan
                .Model.Labels.Select((label, i) => (label, i))
                .ToDictionary(label => label.label, label => tallies.ByLabel[label.i]),
            skipped = tallies.Skipped,
            problems = tallies.Problems.Select(problem => problem.Text),
            no_text = tallies.NoText,
            bad_text = tallies.BadText,
            bad_time = tallies.BadTime,
            fields_left_out = tallies.LeftOut,
            panels,
            seconds = Math.Round(duration.TotalSeconds, 3),
            posts_per_second = Math.Round(Rate),
            rules = tallies.Report?.Rules,
            rules_without_posts = tallies.Report?.Unmatched.Count,
        };

    private Table Labels()
    {
        var table = new Table().AddColumns("label", "panel").AddWhole("posts", "share");
        for (int i = 0; i < plan.Model.Labels.Count; i++)
            if (tallies.ByLabel[i] > 0 || plan.Model.Labels.Count <= 20)
                table.AddRow(
                    Markup.Escape(plan.Model.Labels[i]),
                    Markup.Escape(plan.PanelNames[i]),
                    $"{tallies.ByLabel[i]:N0}",
                    $"{(double)tallies.ByLabel[i] / Math.Max(1, tallies.Posts):P1}"
                );
        return table;
    }

    private Table? Rules()
    {
        if (tallies.Report is not { } report)
            return null;
        var table = new Table().AddColumns("label", "rule").AddWhole("posts", "only", "conflicts");
        var items = plan.Ruled!.Rules.ToDictionary(
            rule => (plan.Model.Labels[rule.Label], rule.Number),
            rule => ItemWriter.Write(rule.Item)
        );
        foreach (var rule in report.Rules)
            table.AddRow(
                Markup.Escape(rule.Label),
                Markup.Escape(items[(rule.Label, rule.Rule)]),
                $"{rule.Posts:N0}",
                $"{rule.Only:N0}",
                $"{rule.Conflicts:N0}"
            );
        return table.Caption($"{report.Unmatched.Count:N0} rules match nothing");
    }
}
