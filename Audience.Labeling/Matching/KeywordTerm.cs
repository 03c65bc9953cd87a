using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Matching;

/// <summary>A folded keyword with its places and exceptions.</summary>
internal sealed class KeywordTerm : Term
{
    private readonly string _keyword;
    private readonly bool _partially;
    private readonly bool _start;
    private readonly bool _end;
    private readonly bool _exactly;
    private readonly KeywordException[] _exceptions;

    /// <param name="term">The keyword as it was written.</param>
    /// <param name="fold">How it is folded, its case too.</param>
    internal KeywordTerm(ItemTerm term, Func<string, string> fold)
    {
        _keyword = fold(term.Text);
        _partially = term.Matches.Contains(KeywordMatchType.Partially);
        _start = term.Matches.Contains(KeywordMatchType.Start);
        _end = term.Matches.Contains(KeywordMatchType.End);
        _exactly = term.Matches.Contains(KeywordMatchType.Exactly);
        _exceptions = [.. term.Unless.Select(exception => new KeywordException(fold(exception), _keyword))];
    }

    internal override bool Next(scoped ref ItemText text, ref int from, out int start, out int end)
    {
        ReadOnlySpan<char> folded = text.Folded;
        while (NextPlace(folded, from) is >= 0 and var place)
        {
            from = place + 1;
            if (IsExcepted(folded, place))
                continue;
            (start, end) = (place, place + _keyword.Length);
            return true;
        }
        (from, start, end) = (folded.Length + 1, 0, 0);
        return false;
    }

    private int NextPlace(ReadOnlySpan<char> text, int from)
    {
        int last = text.Length - _keyword.Length;
        if (from > last)
            return -1;
        if (_partially)
        {
            int found = text[from..].IndexOf(_keyword, StringComparison.Ordinal);
            return found < 0 ? -1 : from + found;
        }
        if (from == 0 && (_start || (_exactly && last == 0)) && text.StartsWith(_keyword, StringComparison.Ordinal))
            return 0;
        return _end && text.EndsWith(_keyword, StringComparison.Ordinal) ? last : -1;
    }

    private bool IsExcepted(ReadOnlySpan<char> text, int place)
    {
        foreach (KeywordException exception in _exceptions)
            if (exception.Covers(text, place))
                return true;
        return false;
    }
}
