using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>An expression; its occurrences are what a search from left to right finds, none inside another.</summary>
internal sealed class ExpressionTerm(Rule rule) : Term
{
    internal override bool Next(scoped ref ItemText text, ref int from, out int start, out int end)
    {
        if (!rule.Find(ref text.Searched, from, out start, out end))
            return false;
        from = Math.Max(end, start + 1);
        return true;
    }
}
