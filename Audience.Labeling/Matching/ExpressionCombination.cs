using Audience.Labeling.Items;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>An item of expressions that were searched for together: whether each matches is known, and only where they do has to be
/// found.</summary>
internal sealed class ExpressionCombination
{
    private readonly int[] _all;
    private readonly int[] _any;
    private readonly int[] _none;
    private readonly Combination? _near;

    /// <param name="rule">The item.</param>
    /// <param name="numbers">The label that each expression has in the model that searches for them.</param>
    internal ExpressionCombination(RuleName rule, Dictionary<string, int> numbers)
    {
        Rule = rule;
        (_all, _any, _none) = (Numbers(rule.Item.All), Numbers(rule.Item.Any), Numbers(rule.Item.None));
        if (rule.Item.Near is not null)
            _near = new Combination(rule.Item, term => new ExpressionTerm(new Rule("", term.Text)));

        int[] Numbers(IEnumerable<ItemTerm> terms) => [.. terms.Select(term => numbers[term.Text])];
    }

    internal RuleName Rule { get; }

    /// <param name="hits">The expressions that match.</param>
    /// <param name="text">The text.</param>
    internal bool Matches(LabelSet hits, scoped ref ItemText text)
    {
        foreach (int number in _all)
            if (!hits.Contains(number))
                return false;
        foreach (int number in _none)
            if (hits.Contains(number))
                return false;
        return (_any.Length == 0 || AnyIn(hits)) && (_near is null || _near.Stretch(ref text) is not null);
    }

    private bool AnyIn(LabelSet hits)
    {
        foreach (int number in _any)
            if (hits.Contains(number))
                return true;
        return false;
    }
}
