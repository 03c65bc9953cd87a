using Audience.Labeling.Items;
using Audience.Labeling.Patterns;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>Says which item has an expression that cannot be used.</summary>
internal static class ExpressionErrors
{
    /// <summary>What is wrong with an expression; null where it compiles.</summary>
    internal static string? Of(string where, string expression)
    {
        try
        {
            _ = new Rule("", expression);
            return null;
        }
        catch (PatternException e)
        {
            // The rule names its label; what names the item does so too.
            return $"{where}: {e.Message.Replace("label '': ", "", StringComparison.Ordinal)}";
        }
    }

    /// <exception cref="PatternException">Of the first expression that does not compile, if any.</exception>
    internal static void Throw(IReadOnlyList<string> labels, RuleName[] rules)
    {
        foreach (RuleName rule in rules)
        {
            foreach (ItemTerm term in rule.Item.Terms)
                if (Of(PatternReader.Where(labels[rule.Label], rule.Number), term.Text) is { } error)
                    throw new PatternException(error);
        }
    }
}
