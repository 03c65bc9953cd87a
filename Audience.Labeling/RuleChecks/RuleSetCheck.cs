using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Matching;
using Audience.Labeling.Patterns;

namespace Audience.Labeling.RuleChecks;

/// <summary>Looks through the rules of a model for what is wrong, and what does nothing.</summary>
public static class RuleSetCheck
{
    /// <param name="rules">The rules of all labels.</param>
    /// <param name="keywords">Whether they are keywords; otherwise they are expressions.</param>
    /// <param name="folds">How keywords will be folded.</param>
    /// <param name="exclude">Whether two labels exclude each other.</param>
    /// <returns>Findings in the order of the rules.</returns>
    public static IReadOnlyList<RuleFinding> Find(
        IReadOnlyList<PlacedRule> rules,
        bool keywords,
        TextFolds folds,
        Func<string, string, bool> exclude
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        TextFolder? folder = keywords ? TextFolder.For(folds) : null;
        ItemChecks checks = new(folder);
        List<RuleFinding> findings = [];
        List<PlacedRule> usable = [];
        foreach (PlacedRule rule in rules)
        {
            if (Error(rule, checks) is { } error)
                findings.Add(new(FindingKind.Error, rule.Where, error));
            else
                usable.Add(rule);
        }
        foreach (IGrouping<string, PlacedRule> label in usable.GroupBy(rule => rule.Label, StringComparer.Ordinal))
            findings.AddRange(Needless(label, Fold));
        if (keywords)
            findings.AddRange(Conflicts(usable, Fold, exclude));
        Dictionary<string, int> order = rules.Select((rule, i) => (rule.Where, i)).DistinctBy(rule => rule.Where).ToDictionary();
        return [.. findings.OrderBy(finding => order[finding.Where])];

        string Fold(string text) => keywords ? CaseFold.Fold(folder?.Fold(text) ?? text) : text;
    }

    private static string? Error(PlacedRule rule, ItemChecks checks)
    {
        try
        {
            checks.Check(rule.Item, $"label '{rule.Label}'");
        }
        catch (PatternException e)
        {
            return e.Message;
        }
        return rule
            .Item.Terms.Where(term => term.Matches.Count == 0)
            .Select(term => ExpressionErrors.Of($"label '{rule.Label}'", term.Text))
            .FirstOrDefault(error => error is not null);
    }

    private static IEnumerable<RuleFinding> Needless(IEnumerable<PlacedRule> label, Func<string, string> fold)
    {
        Dictionary<string, PlacedRule> first = new(StringComparer.Ordinal);
        List<PlacedRule> distinct = [];
        foreach (PlacedRule rule in label)
        {
            string json = fold(ItemWriter.Write(rule.Item));
            if (first.TryAdd(json, rule))
                distinct.Add(rule);
            else
                yield return new(
                    FindingKind.Duplicate,
                    rule.Where,
                    $"label '{rule.Label}' has {ItemWriter.Write(rule.Item)} already: {first[json].Where}"
                );
        }
        KeywordCover cover = new(distinct, fold);
        foreach (PlacedRule rule in distinct)
            if (cover.Of(rule) is { } other)
                yield return new(
                    FindingKind.Useless,
                    rule.Where,
                    $"label '{rule.Label}': {ItemWriter.Write(rule.Item)} matches "
                        + $"only where {ItemWriter.Write(other.Item)} does: {other.Where}"
                );
    }

    private static IEnumerable<RuleFinding> Conflicts(
        IEnumerable<PlacedRule> rules,
        Func<string, string> fold,
        Func<string, string, bool> exclude
    )
    {
        foreach (var same in rules.Where(rule => rule.Item.IsSingle).GroupBy(rule => fold(rule.Item.All[0].Text), StringComparer.Ordinal))
        {
            PlacedRule[] places = [.. same.DistinctBy(rule => rule.Label)];
            foreach (PlacedRule rule in places.Skip(1))
                if (places.TakeWhile(other => other != rule).FirstOrDefault(other => exclude(rule.Label, other.Label)) is { } other)
                    yield return new(
                        FindingKind.Conflict,
                        rule.Where,
                        $"label '{rule.Label}': '{rule.Item.All[0].Text}' is a keyword "
                            + $"of '{other.Label}' too, which excludes it: {other.Where}"
                    );
        }
    }
}
