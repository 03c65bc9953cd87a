using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Rules;

/// <summary>What a preview tells besides, as tables of at most 80 columns.</summary>
internal static class RulePreviewTables
{
    private const int MostRows = 20,
        MostRules = 5,
        MostExamples = 2,
        MostItem = 60;
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is gained and lost.</summary>
    public static IEnumerable<Table> Of(PreviewComparison compared)
    {
        var labels = Narrow("label").AddWhole("before", "after", "gained\nin the range", "lost\nin the range");
        var rules = Narrow("", "rule that did it", "item").AddWhole("posts", "only");
        var examples = Narrow("", "label", "text");
        foreach (var label in compared.Labels.Take(MostRows))
        {
            labels.AddRow(
                ApiView.Row(
                    label.Label,
                    label.Before,
                    label.After,
                    $"+{label.Gained.Posts}\n+{label.Gained.RangePosts}",
                    $"-{label.Lost.Posts}\n-{label.Lost.RangePosts}"
                )
            );
            foreach (var (sign, posts) in new[] { ("+", label.Gained), ("-", label.Lost) })
            {
                foreach (var rule in posts.Rules.Take(MostRules))
                    rules.AddRow(ApiView.Row(sign, $"{rule.Label} {rule.Rule}", Brief(rule.Item), rule.Posts, rule.Only));
                foreach (var post in posts.Examples.Take(MostExamples))
                    examples.AddRow(
                        sign,
                        Markup.Escape(label.Label),
                        FoundText.Of(post.Text, post.Matches.Where(match => match.Label == label.Label))
                    );
            }
        }
        return [rules, examples, labels];
    }

    /// <summary>How right the rules are.</summary>
    public static IEnumerable<Table> Of(PreviewGold gold)
    {
        var labels = Narrow("label")
            .AddWhole("precision", "recall", "F1", "support")
            .Caption(
                string.Create(CultureInfo.InvariantCulture, $"{gold.Documents:N0} labelled documents")
                    + (gold.Complete ? "" : "; the time did not suffice for all")
            );
        var rules = Narrow("rule", "item").AddWhole("right", "documents", "precision");
        var examples = Narrow("", "label", "document");
        foreach (var label in gold.Labels.Take(MostRows))
        {
            labels.AddRow(ApiView.Row(label.Label, Share(label.Precision), Share(label.Recall), Share(label.F1), label.Support));
            foreach (var (kind, documents) in new[] { ("wrong", label.Wrong), ("missed", label.Missed) })
            foreach (var document in documents.Take(MostExamples))
                examples.AddRow(kind, Markup.Escape(label.Label), FoundText.Of(document.Text, document.Matches));
        }
        foreach (var rule in gold.Rules.OrderByDescending(rule => rule.Documents - rule.Right).Take(MostRows))
            rules.AddRow(ApiView.Row($"{rule.Label} {rule.Rule}", Brief(rule.Item), rule.Right, rule.Documents, Share(rule.Precision)));
        return [rules, examples, labels];
    }

    /// <summary>A table of 80 columns.</summary>
    public static Table Narrow(params string[] columns) => new Table { Width = 80 }.AddColumns(columns);

    /// <summary>The beginning of what a rule says.</summary>
    public static string Brief(object? item)
    {
        string text = item switch
        {
            null => "–",
            string plain => plain,
            JsonElement { ValueKind: JsonValueKind.String } plain => plain.GetString()!,
            _ => JsonSerializer.Serialize(item, s_json),
        };
        return text.Length <= MostItem ? text : text[..MostItem] + "…";
    }

    private static string Share(double? share) => share?.ToString("P1", CultureInfo.InvariantCulture) ?? "–";
}
