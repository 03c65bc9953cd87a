using Audience.Labeling.Keywords;

namespace Audience.Labeling.Rules;

/// <summary>
/// Turns texts that an expression requires into keywords that surely find them. An expression ignores case by lower
/// case (k and the Kelvin sign are one), a keyword by upper case (β and ϐ are one), so a text may need several
/// keywords, and a keyword may find more than the expression would.
/// </summary>
/// <param name="Keywords">One of them stands in every text that the expression matches.</param>
/// <param name="IsExact">Whether they stand in no other text.</param>
internal sealed record SearchTexts(IReadOnlyList<string> Keywords, bool IsExact)
{
    private const int MaxSpellings = 16;

    private static readonly ILookup<char, char> ByLower = Enumerable
        .Range(0, char.MaxValue + 1)
        .Select(unit => (char)unit)
        .Where(unit => CaseFold.Units[unit] != unit || char.ToLowerInvariant(unit) != unit)
        .ToLookup(char.ToLowerInvariant);

    private static readonly ILookup<char, char> ByUpper = ByLower.SelectMany(group => group).ToLookup(unit => CaseFold.Units[unit]);

    /// <returns>Null when some text has no part that a keyword can be made of.</returns>
    internal static SearchTexts? For(IReadOnlyList<string> texts)
    {
        List<string> keywords = [];
        bool exact = true;
        foreach (string text in texts)
        {
            (List<string> spellings, bool all) = Spellings(text);
            // Every text holds the empty one, so looking for it would tell nothing.
            if (spellings[0].Length == 0)
                return null;
            keywords.AddRange(spellings);
            exact &= all;
        }
        return new SearchTexts(keywords, exact);
    }

    /// <summary>The folds of a text, cut off where they become too many or half a surrogate pair comes.</summary>
    private static (List<string> Spellings, bool Exact) Spellings(string text)
    {
        List<string> spellings = [""];
        bool exact = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                // Expressions know no case beyond the basic plane, keywords do.
                exact = false;
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                    break;
                string pair = CaseFold.Fold(text.Substring(i, 2));
                spellings = spellings.ConvertAll(spelling => spelling + pair);
                i++;
                continue;
            }
            char lower = char.ToLowerInvariant(text[i]);
            List<char> folds = [.. ByLower[lower].Append(lower).Select(unit => CaseFold.Units[unit]).Distinct()];
            if (spellings.Count * folds.Count > MaxSpellings)
                return (spellings, false);
            exact &= folds.SelectMany(fold => ByUpper[fold].Append(fold)).All(unit => char.ToLowerInvariant(unit) == lower);
            spellings = [.. spellings.SelectMany(_ => folds, (spelling, fold) => spelling + fold)];
        }
        return (spellings, exact);
    }
}
