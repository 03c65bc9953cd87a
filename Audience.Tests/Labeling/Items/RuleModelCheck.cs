using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.RuleReports;

namespace Audience.Tests.Labeling.Items;

/// <summary>Holds a rule model against the reference: labels, rules, explanations and reports of some texts.</summary>
internal static class RuleModelCheck
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Groups = new() { ["G"] = ["/l0", "/l1"], ["H"] = ["/l2"] };

    internal static void Run(IRuleModel model, LabelItems[] labels, string[] texts, FoldingReference folding)
    {
        RuleReport report = new(model, Groups, label => "/" + label);
        RuleReport half = new(model, Groups, label => "/" + label);
        List<List<(int Label, int Number, RuleItem Item)>> expected = [];
        foreach (string text in texts)
        {
            ItemReference reference = new(text, folding);
            List<(int Label, int Number, RuleItem Item)> rules =
            [
                .. labels
                    .SelectMany((label, l) => label.Items.Select((item, i) => (l, i + 1, item)))
                    .Where(rule => reference.Matches(rule.item)),
            ];
            expected.Add(rules);
            string[] names = [.. rules.Select(rule => labels[rule.Label].Label).Distinct()];
            Assert.That(Labels.Of(model, text), Is.EqualTo(names), text);
            LabelSet found = new(labels.Length);
            (expected.Count % 2 == 0 ? half : report).Label(text, found);
            Assert.That(labels.Where((_, i) => found.Contains(i)).Select(label => label.Label), Is.EqualTo(names), text);
            IReadOnlyList<RuleMatch> matches = model.Explain(text);
            Assert.That(
                matches.Select(match => (match.Label, match.Rule)),
                Is.EqualTo(rules.Select(rule => (labels[rule.Label].Label, rule.Number))),
                text
            );
            foreach ((RuleMatch match, RuleItem item) in matches.Zip(rules.Select(rule => rule.Item)))
                CheckSpans(match, item, reference, text);
        }
        report.Merge(half);
        CheckReport(report, labels, expected);
    }

    private static void CheckSpans(RuleMatch match, RuleItem item, ItemReference reference, string text)
    {
        (int Start, int End)[] places = [.. item.All.Concat(item.Any).SelectMany(reference.Occurrences).Distinct().Order()];
        if (item.Near is { } near)
        {
            int first = reference.FirstStretch(item);
            int end = match.Spans.Max(span => span.Start + span.Length);
            Assert.That(match.Spans[0].Start, Is.EqualTo(first), $"{text} {match.Item}");
            Assert.That(end - first, Is.LessThanOrEqualTo(near), text);
            places = [.. places.Where(place => place.Start >= first && place.End <= end)];
        }
        Assert.That(
            match.Spans,
            Is.EqualTo(places.Select(place => new TextSpan(place.Start, place.End - place.Start))),
            $"{text} {match.Item}"
        );
    }

    private static void CheckReport(RuleReport report, LabelItems[] labels, List<List<(int Label, int Number, RuleItem Item)>> posts)
    {
        var rows = posts
            .SelectMany(rules =>
                rules.Select(rule =>
                    (
                        rule.Label,
                        rule.Number,
                        Only: rules.Count(other => other.Label == rule.Label) == 1,
                        Conflict: rule.Label < 2 && rules.Any(other => other.Label == 1 - rule.Label)
                    )
                )
            )
            .GroupBy(row => (row.Label, row.Number))
            .OrderBy(group => group.Key)
            .Select(group => new RuleCounts(
                labels[group.Key.Label].Label,
                group.Key.Number,
                group.Count(),
                group.Count(row => row.Only),
                group.Count(row => row.Conflict)
            ));
        Assert.That(report.Rules, Is.EqualTo(rows));
        var pairs =
            from rules in posts
            let found = rules.Select(rule => rule.Label).Distinct().ToList()
            from first in found
            from second in found
            where first < second
            group 0 by (first, second) into pair
            orderby pair.Key
            select new PairCounts(labels[pair.Key.first].Label, labels[pair.Key.second].Label, pair.Count());
        Assert.That(report.Pairs, Is.EqualTo(pairs));
        Assert.That(report.Posts, Is.EqualTo(posts.Count));
        Assert.That(report.Unmatched, Has.Count.EqualTo(labels.Sum(label => label.Items.Count) - report.Rules.Count));
    }
}
