using Audience.Labeling.Keywords;

namespace Audience.Labeling.RuleChecks;

/// <summary>Finds for keywords of a label a shorter one that matches wherever they do.</summary>
internal sealed class KeywordCover
{
    private readonly Func<string, string> _fold;
    private readonly Dictionary<(string Text, KeywordMatchType Match), PlacedRule> _plain = [];
    private readonly int[] _lengths;

    internal KeywordCover(IEnumerable<PlacedRule> rules, Func<string, string> fold)
    {
        _fold = fold;
        foreach (PlacedRule rule in rules.Where(rule => rule.Item.IsPlain))
        foreach (KeywordMatchType match in rule.Item.All[0].Matches)
            _plain.TryAdd((fold(rule.Item.All[0].Text), match), rule);
        _lengths = [.. _plain.Keys.Select(key => key.Text.Length).Distinct().Order()];
    }

    /// <summary>Another rule that matches wherever a keyword does, at all of its places; null where there is none.</summary>
    internal PlacedRule? Of(PlacedRule rule)
    {
        if (!rule.Item.IsSingle || rule.Item.All[0].Matches.Count == 0)
            return null;
        string text = _fold(rule.Item.All[0].Text);
        PlacedRule?[] covers = [.. rule.Item.All[0].Matches.Select(match => Of(rule, text, match))];
        return covers.All(cover => cover is not null) ? covers[0] : null;
    }

    private PlacedRule? Of(PlacedRule rule, string text, KeywordMatchType match)
    {
        foreach (int length in _lengths.TakeWhile(length => length <= text.Length))
        {
            for (int start = 0; start <= text.Length - length; start++)
                if (Other(rule, text.Substring(start, length), KeywordMatchType.Partially) is { } anywhere)
                    return anywhere;
            if (
                match is KeywordMatchType.Start or KeywordMatchType.Exactly
                && Other(rule, text[..length], KeywordMatchType.Start) is { } first
            )
                return first;
            if (match is KeywordMatchType.End or KeywordMatchType.Exactly && Other(rule, text[^length..], KeywordMatchType.End) is { } last)
                return last;
        }
        return Other(rule, text, match);
    }

    private PlacedRule? Other(PlacedRule rule, string text, KeywordMatchType match) =>
        _plain.TryGetValue((text, match), out PlacedRule? other) && other != rule ? other : null;
}
