using System.Text;
using Audience.Labeling.Keywords;
using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>
/// Turns texts that an expression requires into keywords that surely find them. To an expression, s and ſ are one and so are i and ı; a
/// keyword ignores case by .NET's upper case. So a text may need several keywords, and a keyword may find more than the expression would.
/// </summary>
/// <param name="Keywords">One of them stands in every text that the expression matches.</param>
/// <param name="IsExact">Whether they stand in no other text.</param>
internal sealed record SearchTexts(IReadOnlyList<string> Keywords, bool IsExact)
{
    private const int MaxSpellings = 64;

    private static readonly ILookup<char, char> ByUpper = Enumerable
        .Range(0, char.MaxValue + 1)
        .Select(unit => (char)unit)
        .Where(unit => CaseFold.Units[unit] != unit)
        .ToLookup(unit => CaseFold.Units[unit]);

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

    /// <summary>The folds of a text, cut off where they become too many.</summary>
    private static (List<string> Spellings, bool Exact) Spellings(string text)
    {
        List<string> spellings = [""];
        bool exact = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string[] equal = [.. Equivalents.Of(rune.Value, PythonCase.Unicode).Select(char.ConvertFromUtf32)];
            string[] folds = [.. equal.Select(CaseFold.Fold).Distinct()];
            if (spellings.Count * folds.Length > MaxSpellings)
                return (spellings, false);
            exact &= folds.SelectMany(Found).All(found => equal.Contains(found));
            spellings = [.. spellings.SelectMany(_ => folds, (spelling, fold) => spelling + fold)];
        }
        return (spellings, exact);
    }

    /// <summary>All characters that a keyword finds by a folded one.</summary>
    private static IEnumerable<string> Found(string fold) =>
        fold.Length == 1
            ? ByUpper[fold[0]].Append(fold[0]).Select(unit => unit.ToString())
            : [fold, Rune.ToLowerInvariant(Rune.GetRuneAt(fold, 0)).ToString()];
}
