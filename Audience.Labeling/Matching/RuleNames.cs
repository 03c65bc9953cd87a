using Audience.Labeling.Items;
using Audience.Labeling.Patterns;

namespace Audience.Labeling.Matching;

/// <summary>Numbers the items of labels.</summary>
internal static class RuleNames
{
    /// <summary>Every item, checked.</summary>
    /// <exception cref="PatternException">A label is given twice; an item does not pass.</exception>
    internal static RuleName[] Of(IReadOnlyList<LabelItems> labels, ItemChecks checks)
    {
        ArgumentNullException.ThrowIfNull(labels);
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<RuleName> rules = [];
        for (int label = 0; label < labels.Count; label++)
        {
            if (!seen.Add(labels[label].Label))
                throw new PatternException($"label '{Shown.Of(labels[label].Label)}' is given twice");
            int number = 0;
            foreach (RuleItem item in labels[label].Items)
            {
                checks.Check(item, PatternReader.Where(labels[label].Label, ++number));
                rules.Add(new RuleName(label, number, item));
            }
        }
        return [.. rules];
    }
}
