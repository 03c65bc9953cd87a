using System.Text.RegularExpressions;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;

namespace Audience.Tests.Labeling.Items;

/// <summary>What the documentation of rule items says, as plainly as it can be computed: every place of a text is tried.</summary>
internal sealed class ItemReference
{
    private readonly List<(int Start, int End)> _units;
    private readonly string _text;
    private readonly Func<string, string> _fold;

    /// <param name="text">A text for keywords, and how texts are folded.</param>
    /// <param name="folding">The reference of folding.</param>
    internal ItemReference(string text, FoldingReference folding)
    {
        (_text, _units) = folding.Fold(text);
        _fold = keyword => folding.Fold(keyword).Text;
    }

    /// <summary>Where a term occurs and counts, in the text as it came.</summary>
    internal List<(int Start, int End)> Occurrences(ItemTerm term) =>
        [
            .. term.Matches.Count == 0
                ? Regex.Matches(_text, term.Text, RegexOptions.IgnoreCase).Select(match => (match.Index, match.Index + match.Length))
                : Places(_fold(term.Text))
                    .Where(place => term.Matches.Any(match => IsAt(match, place)))
                    .Where(place =>
                        !term.Unless.Any(text => Places(_fold(text)).Any(other => other.Start <= place.Start && place.End <= other.End))
                    )
                    .Select(place => (_units[place.Start].Start, _units[place.End - 1].End)),
        ];

    internal bool Matches(RuleItem item)
    {
        if (item.None.Any(term => Occurrences(term).Count > 0))
            return false;
        List<(int Start, int End)>[] wanted = Wanted(item);
        if (item.Near is not { } near)
            return wanted.All(places => places.Count > 0);
        return wanted.SelectMany(places => places).Any(first => IsStretch(wanted, first.Start, near));
    }

    /// <summary>Where a combination with <c>near</c> matches first: the start of that stretch, which holds what starts there.</summary>
    internal int FirstStretch(RuleItem item) =>
        Wanted(item)
            .SelectMany(places => places)
            .Where(first => first.End - first.Start <= item.Near && IsStretch(Wanted(item), first.Start, item.Near!.Value))
            .Min(first => first.Start);

    private static bool IsStretch(List<(int Start, int End)>[] wanted, int start, int near) =>
        wanted.All(places => places.Any(place => place.Start >= start && place.End <= start + near));

    /// <summary>The occurrences of each of <c>all</c>, and those of <c>any</c> together.</summary>
    private List<(int Start, int End)>[] Wanted(RuleItem item) =>
        [
            .. item.All.Select(Occurrences),
            .. item.Any.Count > 0 ? [item.Any.SelectMany(Occurrences).ToList()] : Array.Empty<List<(int, int)>>(),
        ];

    private List<(int Start, int End)> Places(string keyword) =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, _text.Length - keyword.Length + 1))
                .Where(start => _text.AsSpan(start, keyword.Length).Equals(keyword, StringComparison.OrdinalIgnoreCase))
                .Select(start => (start, start + keyword.Length)),
        ];

    private bool IsAt(KeywordMatchType match, (int Start, int End) place) =>
        match switch
        {
            KeywordMatchType.Partially => true,
            KeywordMatchType.Start => place.Start == 0,
            KeywordMatchType.End => place.End == _text.Length,
            _ => place.Start == 0 && place.End == _text.Length,
        };
}
