using System.Globalization;
using System.Runtime.CompilerServices;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Patterns;

namespace Audience.Labeling.Matching;

/// <summary>
/// Gives a text the labels whose keyword items match it. Plain keywords cost what they cost in <see cref="KeywordModel"/>; any other item
/// is
/// looked at only where its first keyword, or one of those of which any will do, was found in the same pass.
/// </summary>
public sealed class KeywordRuleModel : IRuleModel
{
    /// <summary>Texts of up to so many characters are folded on the stack: taking room for them would take as long.</summary>
    private const int ShortText = 256;

    private readonly TextFolder? _folder;

    // Stops with a label's first plain keyword. Behind the labels, it has one for each item that is more than a keyword.
    private readonly KeywordModel _fast;
    private readonly int[] _combined;
    private readonly int _labels;

    // By rule; null for a plain keyword.
    private readonly Combination?[] _combinations;

    private readonly int[] _labelOfRule;

    // Has a label for each rule.
    private readonly Lazy<KeywordModel> _every;
    private readonly ScratchPool<ItemScratch> _scratch;

    // What this thread used last: short texts take less time than an interlocked operation.
    [ThreadStatic]
    private static ItemScratch? t_last;

    /// <param name="labels">The labels, each once, with their items.</param>
    /// <param name="folds">How keywords and texts are folded.</param>
    /// <exception cref="PatternException">A label is given twice; an item cannot be looked for, or could never match. The message names
    /// label and number.</exception>
    public KeywordRuleModel(IReadOnlyList<LabelItems> labels, TextFolds folds = TextFolds.None)
    {
        Folds = folds;
        _folder = TextFolder.For(folds);
        RuleName[] rules = RuleNames.Of(labels, new ItemChecks(_folder));
        Rules = rules;
        Labels = [.. labels.Select(label => label.Label)];
        _labels = labels.Count;
        _labelOfRule = [.. rules.Select(rule => rule.Label)];
        _combinations = [.. rules.Select(rule => rule.Item.IsPlain ? null : new Combination(rule.Item, Term))];
        _combined = [.. Enumerable.Range(0, rules.Length).Where(rule => _combinations[rule] is not null)];
        ILookup<int, RuleItem> plain = rules.Where(rule => rule.Item.IsPlain).ToLookup(rule => rule.Label, rule => rule.Item);
        _fast = new KeywordModel(
            [
                .. labels.Select((_, label) => Search(label, plain[label])),
                .. _combined.Select((rule, i) => Search(labels.Count + i, [rules[rule].Item])),
            ],
            labels.Count
        );
        _every = new(() => new KeywordModel([.. rules.Select((rule, i) => Search(i, [rule.Item]))]));
        _scratch = ItemScratch.NewPool(_folder, rules.Length);
    }

    /// <summary>How keywords and texts are folded.</summary>
    public TextFolds Folds { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RuleName> Rules { get; }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (_folder is null || _folder.Keeps(text))
        {
            LabelFolded(text, text, found);
            return;
        }
        if (text.Length <= ShortText)
        {
            Span<char> folded = stackalloc char[ShortText];
            LabelFolded(text, folded[.._folder.Fold(text, folded)], found);
            return;
        }
        ItemScratch scratch = Rent();
        LabelFolded(text, scratch.Texts.Fold(text), found, scratch);
        Return(scratch);
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found, LabelSet rules)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(rules);
        ItemScratch scratch = Rent();
        LabelSet hits = _combined.Length == 0 ? rules : scratch.EveryHits;
        if (hits != rules)
            hits.Clear();
        _every.Value.Label(scratch.Texts.Fold(text), hits);
        for (int rule = hits.Next(0); rule >= 0; rule = hits.Next(rule + 1))
        {
            if (_combinations[rule] is { } combination && !Matches(combination, text, scratch.Texts))
                continue;
            rules.Add(rule);
            found.Add(_labelOfRule[rule]);
        }
        Return(scratch);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RuleMatch> Explain(string text, int spansPerRule = 100)
    {
        ArgumentNullException.ThrowIfNull(text);
        LabelSet rules = new(Rules.Count);
        Label(text, new LabelSet(Labels.Count), rules);
        ItemScratch scratch = Rent();
        scratch.Texts.Fold(text);
        ItemText items = scratch.Texts.Items(text);
        List<RuleMatch> matches = [];
        for (int rule = rules.Next(0); rule >= 0; rule = rules.Next(rule + 1))
        {
            RuleName name = Rules[rule];
            Combination item = _combinations[rule] ?? new Combination(name.Item, Term);
            matches.Add(new(Labels[name.Label], name.Number, ItemWriter.Write(name.Item), Spans.Of(ref items, item, spansPerRule)));
        }
        Return(scratch);
        return matches;
    }

    // The scratch, where there is one, has the folded text.
    private void LabelFolded(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, LabelSet found, ItemScratch? scratch = null)
    {
        if (_combined.Length == 0)
        {
            _fast.Label(folded, found);
            return;
        }
        LabelSet hits = found.Inner(_labels + _combined.Length);
        _fast.Label(folded, hits);
        if (hits.IsEmpty)
            return;
        int hit = hits.Next(0);
        for (; hit >= 0 && hit < _labels; hit = hits.Next(hit + 1))
            found.Add(hit);
        if (hit < 0)
            return;
        if (scratch is not null)
        {
            LabelCombined(text, scratch.Texts, hits, hit, found);
            return;
        }
        scratch = Rent();
        scratch.Texts.Fold(text);
        LabelCombined(text, scratch.Texts, hits, hit, found);
        Return(scratch);
    }

    private void LabelCombined(ReadOnlySpan<char> text, FoldedTexts texts, LabelSet hits, int first, LabelSet found)
    {
        for (int hit = first; hit >= 0; hit = hits.Next(hit + 1))
        {
            int rule = _combined[hit - _labels];
            int label = _labelOfRule[rule];
            if (!found.Contains(label) && Matches(_combinations[rule]!, text, texts))
                found.Add(label);
        }
    }

    private ItemScratch Rent()
    {
        ItemScratch? last = t_last;
        ItemScratch scratch = last is not null && last.Pool == _scratch && !last.IsInUse ? last : _scratch.Rent();
        scratch.IsInUse = true;
        return scratch;
    }

    private static void Return(ItemScratch scratch)
    {
        scratch.IsInUse = false;
        ItemScratch? last = t_last;
        if (last == scratch)
            return;
        t_last = scratch;
        if (last is { IsInUse: false })
            last.Pool.Return(last);
    }

    private static bool Matches(Combination combination, ReadOnlySpan<char> text, FoldedTexts texts)
    {
        ItemText items = texts.Items(text);
        return combination.Matches(ref items);
    }

    private KeywordTerm Term(ItemTerm term) => new(term, text => CaseFold.Fold(_folder?.Fold(text) ?? text));

    /// <summary>What has to be in a text before items are worth a look, as keywords of a label that is known by its number.</summary>
    private LabelKeywords Search(int number, IEnumerable<RuleItem> items) =>
        new(
            number.ToString(CultureInfo.InvariantCulture),
            [
                .. items
                    .SelectMany(item => item.All.Count > 0 ? item.All.Take(1) : item.Any)
                    .SelectMany(term => term.Matches.Select(match => new Keyword(_folder?.Fold(term.Text) ?? term.Text, match))),
            ]
        );
}
