using Audience.Labeling.Items;

namespace Audience.Labeling.Matching;

/// <summary>An item that is more than a plain keyword or expression, ready to be tried on texts.</summary>
internal sealed class Combination(Term[] all, Term[] any, Term[] none, int? near)
{
    internal Combination(RuleItem item, Func<ItemTerm, Term> term)
        : this([.. item.All.Distinct().Select(term)], [.. item.Any.Select(term)], [.. item.None.Select(term)], item.Near) { }

    /// <summary>Terms whose occurrences are those of the item.</summary>
    internal IEnumerable<Term> Wanted => all.Concat(any);

    internal bool Matches(scoped ref ItemText text)
    {
        foreach (Term term in all)
            if (!term.Occurs(ref text))
                return false;
        foreach (Term term in none)
            if (term.Occurs(ref text))
                return false;
        return near is not null ? Stretch(ref text) is not null : any.Length == 0 || AnyOccurs(ref text);
    }

    /// <summary>Where the item's terms stand near each other; null where they need not, or do not.</summary>
    internal (int Start, int End)? Stretch(scoped ref ItemText text) => near is { } most ? NearSearch.Find(ref text, all, any, most) : null;

    private bool AnyOccurs(scoped ref ItemText text)
    {
        foreach (Term term in any)
            if (term.Occurs(ref text))
                return true;
        return false;
    }
}
