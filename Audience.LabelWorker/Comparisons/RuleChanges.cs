namespace Audience.LabelWorker.Comparisons;

/// <summary>Which rules only one of two tasks has.</summary>
/// <param name="Added">Rules of the task after.</param>
/// <param name="Removed">Rules of the task before.</param>
/// <param name="Changed">Rules of one label that begin alike: before and after.</param>
internal sealed record RuleChanges(
    IReadOnlyList<RunRule> Added,
    IReadOnlyList<RunRule> Removed,
    IReadOnlyList<(RunRule Before, RunRule After)> Changed
)
{
    /// <summary>Compares two tasks' rules. The order of rules does not matter; a rule that is written twice counts twice.</summary>
    public static RuleChanges Of(IReadOnlyList<RunRule> before, IReadOnlyList<RunRule> after)
    {
        var (removed, added) = (Without(before, after), Without(after, before));
        var partners = removed.GroupBy(r => (r.Label, r.First)).ToDictionary(g => g.Key, g => new Queue<RunRule>(g));
        List<(RunRule, RunRule)> changed = [];
        List<RunRule> fresh = [];
        foreach (var rule in added)
            if (partners.TryGetValue((rule.Label, rule.First), out var some) && some.TryDequeue(out var partner))
                changed.Add((partner, rule));
            else
                fresh.Add(rule);
        return new RuleChanges(fresh, [.. partners.Values.SelectMany(p => p).OrderBy(r => r.Index)], changed);
    }

    private static List<RunRule> Without(IReadOnlyList<RunRule> rules, IReadOnlyList<RunRule> others)
    {
        var counts = others.GroupBy(r => (r.Label, r.Json)).ToDictionary(g => g.Key, g => g.Count());
        List<RunRule> left = [];
        foreach (var rule in rules)
        {
            int count = counts.GetValueOrDefault((rule.Label, rule.Json));
            if (count > 0)
                counts[(rule.Label, rule.Json)] = count - 1;
            else
                left.Add(rule);
        }
        return left;
    }
}
