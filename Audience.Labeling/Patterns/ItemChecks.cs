using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Patterns;

/// <summary>Turns away items that cannot be looked for, could never match, or have parts that could never apply.</summary>
/// <param name="folder">How keywords are folded; null for their case alone.</param>
internal sealed class ItemChecks(TextFolder? folder)
{
    /// <summary>
    /// How many characters of exceptions may have to be compared at an occurrence of a keyword: the sum over the places of the keyword in
    /// its
    /// exceptions of their lengths. Items made to be slow would have more.
    /// </summary>
    internal const long MaxExceptionWork = 50_000;

    internal static string TooMany(string where) => $"{where} has more than {RuleItem.MaxTerms} items in one combination";

    internal void Check(RuleItem item, string where)
    {
        foreach (ItemTerm term in item.Terms.Where(term => term.Matches.Count > 0))
            CheckKeyword(term, where);
        if (item.IsSingle)
            return;
        if (item.Terms.Count() > RuleItem.MaxTerms)
            throw new PatternException(TooMany(where));
        if (item.All.Count == 0 && item.Any.Count == 0)
            throw new PatternException($"{where} needs 'all' or 'any': what it has says only what must not occur, or how near");
        if (item.Near is { } near)
        {
            if (item.All.Count + Math.Min(1, item.Any.Count) < 2)
                throw new PatternException($"{where}: 'near' needs two items: two in 'all', or one in 'all' and some in 'any'");
            if (item.All.FirstOrDefault(term => term.Matches.Count > 0 && Fold(term.Text).Length > near) is { } longer)
                throw new PatternException($"{where}: 'near' is {near}, but the keyword '{Shown.Of(longer.Text)}' is longer");
        }
        CheckExactly(item, where);
    }

    /// <summary>The text as it is compared.</summary>
    private string Fold(string text) => CaseFold.Fold(folder?.Fold(text) ?? text);

    private void CheckKeyword(ItemTerm term, string where)
    {
        string keyword = CheckText(term.Text, "the keyword", where);
        if (term.Unless.Count > RuleItem.MaxTerms)
            throw new PatternException($"{where} has more than {RuleItem.MaxTerms} texts in 'unless'");
        long work = 0;
        foreach (string exception in term.Unless)
        {
            string folded = CheckText(exception, "'unless' has a text that", where);
            if (folded == keyword)
                throw new PatternException(
                    $"{where}: 'unless' has the keyword '{Shown.Of(term.Text)}' itself, which could then never match"
                );
            int places = KeywordException.Places(folded, keyword).Count;
            if (places == 0)
                throw new PatternException(
                    $"{where}: '{Shown.Of(exception)}' in 'unless' does not contain "
                        + $"the keyword '{Shown.Of(term.Text)}', so it could never apply"
                );
            work += (long)places * folded.Length;
        }
        if (work > MaxExceptionWork)
            throw new PatternException(
                $"{where}: 'unless' has too much text to compare at each '{Shown.Of(term.Text)}': leave the longest out"
            );
    }

    private string CheckText(string text, string what, string where)
    {
        if (text.Length > KeywordModel.MaxKeywordLength)
            throw new PatternException($"{where}: {what} '{Shown.Of(text)}' is longer than {KeywordModel.MaxKeywordLength} characters");
        if (KeywordSet.HoldsHalfPair(text))
            throw new PatternException($"{where}: {what} '{Shown.Of(text)}' holds half a surrogate pair");
        string folded = Fold(text);
        return folded.Length > 0
            ? folded
            : throw new PatternException($"{where}: nothing is left of {what} '{Shown.Of(text)}' once it is folded");
    }

    // A text is one text only: two keywords that both have to be all of it leave nothing.
    private void CheckExactly(RuleItem item, string where)
    {
        ItemTerm[] exact = [.. item.All.Where(IsExact)];
        if (exact.Length == 0)
            return;
        string only = Fold(exact[0].Text);
        ItemTerm? other =
            exact.FirstOrDefault(term => Fold(term.Text) != only)
            ?? (item.Any.Count > 0 && item.Any.All(term => IsExact(term) && Fold(term.Text) != only) ? item.Any[0] : null)
            ?? item.None.FirstOrDefault(term => IsExact(term) && term.Unless.Count == 0 && Fold(term.Text) == only);
        if (other is not null)
            throw new PatternException(
                $"{where} can never match: '{Shown.Of(exact[0].Text)}' exactly and '{Shown.Of(other.Text)}' exactly contradict each other"
            );
    }

    private static bool IsExact(ItemTerm term) => term.Matches is [KeywordMatchType.Exactly];
}
