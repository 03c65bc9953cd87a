namespace Audience.Labeling.Items;

/// <summary>A folded text that holds a keyword: where it stands, the keyword inside it does not count.</summary>
internal sealed class KeywordException(string folded, string keyword)
{
    private readonly List<int> _places = Places(folded, keyword);

    /// <summary>Where a keyword stands in a text.</summary>
    internal static List<int> Places(string text, string keyword)
    {
        List<int> places = [];
        for (int i = text.IndexOf(keyword, StringComparison.Ordinal); i >= 0; i = text.IndexOf(keyword, i + 1, StringComparison.Ordinal))
            places.Add(i);
        return places;
    }

    /// <summary>Whether the occurrence of the keyword at a position lies inside this text.</summary>
    internal bool Covers(ReadOnlySpan<char> text, int position)
    {
        foreach (int place in _places)
        {
            int start = position - place;
            if (start >= 0 && text[start..].StartsWith(folded, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
