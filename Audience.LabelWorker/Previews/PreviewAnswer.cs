using System.Text.Json;
using Audience.Contracts.Tasks.Explain;
using Audience.Contracts.Tasks.Previews;
using Audience.Contracts.Tasks.Reports;
using Audience.Data.Posts;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;
using Audience.Labeling.Prepared;

namespace Audience.LabelWorker.Previews;

/// <summary>Shows what was counted.</summary>
internal static class PreviewAnswer
{
    private const int MostRules = 10_000,
        MostUnmatched = 1000,
        MostPairs = 1000,
        Digits = 6;

    /// <summary>The preview.</summary>
    public static TaskPreview Of(ILabelModel model, PreviewCounter counted, SamplePlan plan, TimeSpan time)
    {
        bool isComplete = IsComplete(counted, plan);
        long read = counted.Totals.Posts,
            labelled = Labelled(counted, plan);
        Dictionary<string, long> posts = counted.Report.Labels.ToDictionary(label => label.Label, label => label.Posts);
        var rules = RuleModels.Of(model);
        Dictionary<(string, int), RuleItem> items =
            rules?.Rules.ToDictionary(rule => (model.Labels[rule.Label], rule.Number), rule => rule.Item) ?? [];
        var unmatched = counted.Report.Unmatched;
        return new TaskPreview
        {
            PostsRead = read,
            Runs = counted.Totals.Runs,
            RangePosts = plan.RangePosts,
            RangePostsExact = plan.IsExact,
            Complete = isComplete,
            Labels = [.. model.Labels.Select((label, i) => Label(label, i, posts.GetValueOrDefault(label), counted, labelled))],
            Rules =
            [
                .. counted
                    .Report.Rules.OrderByDescending(rule => rule.Posts)
                    .Take(MostRules)
                    .Select(rule => new TaskRule
                    {
                        Label = rule.Label,
                        Rule = rule.Rule,
                        Item = Json(items[(rule.Label, rule.Rule)]),
                        Posts = rule.Posts,
                        Only = rule.Only,
                        Conflicts = rule.Conflicts,
                        Share = Math.Round((double)rule.Posts / posts[rule.Label], Digits),
                    }),
            ],
            UnmatchedTotal = unmatched.Count,
            Unmatched =
            [
                .. unmatched
                    .Take(MostUnmatched)
                    .Select(rule => new NamedRule
                    {
                        Label = model.Labels[rule.Label],
                        Rule = rule.Number,
                        Item = Json(rule.Item),
                    }),
            ],
            Pairs =
            [
                .. counted
                    .Report.Pairs.OrderByDescending(pair => pair.Posts)
                    .Take(MostPairs)
                    .Select(pair => new PreviewPair
                    {
                        First = pair.First,
                        Second = pair.Second,
                        Posts = pair.Posts,
                    }),
            ],
            Conflicts = counted.Conflicts.Kept,
            Timeouts =
            [
                .. ((rules as ExpressionRuleModel)?.Timeouts ?? []).Select(timeout => new PreviewTimeout
                {
                    Label = timeout.Label,
                    Expression = timeout.Expression,
                    Texts = timeout.Timeouts,
                }),
            ],
            Seconds = Math.Round(time.TotalSeconds, 3),
        };
    }

    /// <summary>The estimated posts of the range that have something to label.</summary>
    public static long Labelled(PreviewCounter counted, SamplePlan plan)
    {
        long read = counted.Totals.Posts;
        return IsComplete(counted, plan) ? read : (long)(plan.RangePosts * ((double)read / Math.Max(1, read + counted.Skipped)));
    }

    /// <summary>A match as it is shown.</summary>
    public static MatchedRule Of(RuleMatch match) =>
        new()
        {
            Label = match.Label,
            Rule = match.Rule,
            Item = JsonSerializer.Deserialize<JsonElement>(match.Item),
            Spans = [.. match.Spans.Select(span => new[] { span.Start, span.Length })],
        };

    private static bool IsComplete(PreviewCounter counted, SamplePlan plan) => plan.IsComplete && !counted.IsCut;

    private static PreviewLabel Label(string label, int index, long posts, PreviewCounter counted, long rangePosts)
    {
        var (share, low, high) = counted.Share(index, rangePosts);
        return new PreviewLabel
        {
            Label = label,
            Posts = posts,
            Authors = counted.Authors(index),
            Share = Math.Round(share, Digits),
            ShareLow = Math.Round(low, Digits),
            ShareHigh = Math.Round(high, Digits),
            RangePosts = (long)Math.Round(share * rangePosts),
            Examples = counted.Examples(index),
        };
    }

    private static JsonElement Json(RuleItem item) => JsonSerializer.Deserialize<JsonElement>(ItemWriter.Write(item));
}
