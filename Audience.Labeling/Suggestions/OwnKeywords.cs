using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Matching;

namespace Audience.Labeling.Suggestions;

/// <summary>What a label looks for already.</summary>
public sealed class OwnKeywords
{
    private const char Blank = '\n';
    private readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly KeywordRuleModel _covering;
    private readonly LabelSet _found = new(1);

    /// <param name="items">The label's items.</param>
    /// <param name="folds">Spellings that count as one.</param>
    public OwnKeywords(IReadOnlyList<RuleItem> items, TextFolds folds)
    {
        var folder = TextFolder.For(folds);
        foreach (var term in items.SelectMany(item => item.Terms))
        {
            GramCutter.Cut(folder?.Fold(term.Text) ?? term.Text, part => _parts.Add(part.ToString()));
            // Somebody has thought of these, and does not want them.
            _parts.UnionWith(term.Unless.Select(exception => folder?.Fold(exception) ?? exception));
        }
        _covering = new KeywordRuleModel(
            [
                new LabelItems(
                    "own",
                    [
                        .. items
                            .Where(item => item.IsPlain && item.All[0].Matches.Contains(KeywordMatchType.Partially))
                            .Select(item => new RuleItem(new ItemTerm(item.All[0].Text))),
                    ]
                ),
            ],
            folds
        );
    }

    /// <summary>
    /// Whether a candidate is a keyword of the label, a part of one or an exception from one, or holds one that is found anywhere.
    /// </summary>
    public bool Covers(string candidate)
    {
        if (_parts.Contains(candidate))
            return true;
        _found.Clear();
        _covering.Label(candidate, _found);
        return _found.Contains(0);
    }

    /// <summary>
    /// Writes a text without what gave it the label, at the same places; of a word all goes, so that no end of one is left.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">What gave it the label.</param>
    /// <returns>As long as the text.</returns>
    public static string Without(string text, IEnumerable<TextSpan> spans)
    {
        char[] left = text.ToCharArray();
        foreach (TextSpan span in spans)
        {
            int start = span.Start,
                end = span.Start + span.Length;
            while (start > 0 && start < end && GramCutter.IsOfWord(text[start]) && GramCutter.IsOfWord(text[start - 1]))
                start--;
            while (end < text.Length && start < end && GramCutter.IsOfWord(text[end]) && GramCutter.IsOfWord(text[end - 1]))
                end++;
            left.AsSpan(start, end - start).Fill(Blank);
        }
        return new string(left);
    }
}
