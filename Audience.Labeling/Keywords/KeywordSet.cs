namespace Audience.Labeling.Keywords;

/// <summary>
/// Checks keywords, folds them and sorts them by where they have to stand. A keyword that holds a shorter
/// partially matched one of the same label can never decide anything, so it is left out.
/// </summary>
internal sealed class KeywordSet
{
    // Looking for what is needless may cost the square of a keyword's length, where keywords are made for it; so it ends in time.
    private const long StepsForEach = 32;

    internal TrieBuilder Anywhere { get; } = new();
    internal TrieBuilder Start { get; } = new();

    /// <summary>Keywords in reverse, since ends are compared from the last character on.</summary>
    internal TrieBuilder End { get; } = new();

    internal TrieBuilder Exactly { get; } = new();

    internal KeywordSet(IReadOnlyList<LabelKeywords> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int label = 0; label < labels.Count; label++)
        {
            if (!names.Add(labels[label].Label))
                throw new PatternException($"label '{Shown.Of(labels[label].Label)}' is given twice");
            Add(labels[label], label);
        }
    }

    private void Add(LabelKeywords keywords, int label)
    {
        TrieBuilder partially = new();
        long steps = 0;
        // Shortest first, and partially matched ones before the others, so that what makes a keyword needless is known.
        foreach (
            (string folded, KeywordMatchType match) in keywords
                .Keywords.Select(keyword => (Folded: Fold(keywords.Label, keyword.Text), keyword.Match))
                .OrderBy(keyword => keyword.Match)
                .ThenBy(keyword => keyword.Folded.Length)
        )
        {
            steps += StepsForEach + (StepsForEach * folded.Length);
            if (partially.AnyIn(folded, ref steps))
                continue;
            if (match == KeywordMatchType.Partially)
                partially.Add(folded, label);
            Add(folded, match, label);
        }
    }

    private void Add(string folded, KeywordMatchType match, int label)
    {
        switch (match)
        {
            case KeywordMatchType.Partially:
                Anywhere.Add(folded, label);
                break;
            case KeywordMatchType.Start:
                Start.Add(folded, label);
                break;
            case KeywordMatchType.End:
                char[] reversed = folded.ToCharArray();
                Array.Reverse(reversed);
                End.Add(reversed, label);
                break;
            case KeywordMatchType.Exactly:
                Exactly.Add(folded, label);
                break;
            default:
                throw new PatternException($"a keyword has the unknown match type {match}");
        }
    }

    private static string Fold(string label, string keyword)
    {
        if (string.IsNullOrEmpty(keyword))
            throw new PatternException($"label '{Shown.Of(label)}' has an empty keyword");
        if (keyword.Length > KeywordModel.MaxKeywordLength)
            throw new PatternException(
                $"label '{Shown.Of(label)}': the keyword '{Shown.Of(keyword)}' is longer than {KeywordModel.MaxKeywordLength} characters"
            );
        if (HoldsHalfPair(keyword))
            throw new PatternException($"label '{Shown.Of(label)}' has the keyword '{Shown.Of(keyword)}' that holds half a surrogate pair");
        return CaseFold.Fold(keyword);
    }

    /// <summary>Whether a text has a surrogate without its other half.</summary>
    internal static bool HoldsHalfPair(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
