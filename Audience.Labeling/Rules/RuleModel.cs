using System.Globalization;
using System.Text.RegularExpressions;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Rules;

/// <summary>
/// Gives a text the labels of the regular expressions that match somewhere in it, ignoring case without regard to
/// culture. All texts that the expressions require are looked for in one pass; an expression is tried only where
/// one of its own was found.
/// </summary>
public sealed class RuleModel : ILabelModel
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxExpressionLength = KeywordModel.MaxKeywordLength;

    /// <summary>How many single-character parts an expression may have once its counted repetitions are written out.</summary>
    public const int MaxRepetitions = 100_000;

    /// <summary>
    /// How many expressions that are more than plain texts a model may have. Each takes a few KB once it is tried; 270 KB, and up to twice
    /// that where texts hold emoji, where it repeats what has several ways to match, or is tried on a text that is long for it.
    /// </summary>
    public const int MaxExpressions = 5_000;

    private readonly string[] _labels;
    private readonly Rule[] _rules;
    private readonly int[] _labelOfRule;
    private readonly int[] _tryAlways;
    private readonly KeywordModel _keywords;
    private readonly ScratchPool<LabelSet> _sets;
    private readonly bool _throwOnTimeout;

    /// <param name="labels">The labels, each once, with their expressions.</param>
    /// <param name="throwOnTimeout">
    /// Whether a text that an expression takes too long on fails with <see cref="RuleTimeoutException"/>. Otherwise the expression is left
    /// out for that text, and <see cref="Timeouts"/> counts it.
    /// </param>
    /// <exception cref="PatternException">A label is given twice; an expression does not compile or is too large.</exception>
    public RuleModel(IReadOnlyList<LabelExpressions> labels, bool throwOnTimeout = false)
    {
        _throwOnTimeout = throwOnTimeout;
        ArgumentNullException.ThrowIfNull(labels);
        _labels = [.. labels.Select(label => label.Label)];
        if (_labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new PatternException($"label '{twice.Key}' is given twice");

        int costly = 0;
        Rule Compile(string label, string expression)
        {
            Rule rule = new(label, expression);
            return rule.KeywordsDecide || ++costly <= MaxExpressions
                ? rule
                : throw new PatternException(
                    $"there are more than {MaxExpressions} expressions that are not plain texts: make several tasks of them, or keywords"
                );
        }

        (int Label, Rule Rule)[] rules =
        [
            .. labels.SelectMany(
                (label, index) =>
                    label.Expressions.Distinct(StringComparer.Ordinal).Select(expression => (index, Compile(label.Label, expression)))
            ),
        ];
        (int Label, Rule Rule)[] tried = [.. rules.Where(rule => !rule.Rule.KeywordsDecide)];
        _rules = [.. tried.Select(rule => rule.Rule)];
        _labelOfRule = [.. tried.Select(rule => rule.Label)];
        _tryAlways = [.. Enumerable.Range(0, tried.Length).Where(i => tried[i].Rule.Keywords is null)];
        ILookup<int, (int Label, Rule Rule)> decided = rules.Where(rule => rule.Rule.KeywordsDecide).ToLookup(rule => rule.Label);
        // In the keyword model, the labels come first and then a label for each rule that is worth a try.
        _keywords = new KeywordModel([
            .. labels.Select((_, label) => Search(label, decided[label])),
            .. tried.Select((rule, i) => Search(_labels.Length + i, [rule])),
        ]);
        _sets = new ScratchPool<LabelSet>(() => new LabelSet(_keywords.Labels.Count));
    }

    /// <summary>
    /// The longest that an expression which backtracks may take on one text: of the thread's processor time on Linux, else by the clock.
    /// </summary>
    public static TimeSpan MatchTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>
    /// The expressions that took longer than <see cref="MatchTimeout"/> on some text since the model was made, in the order of the labels,
    /// with the number of such texts. An expression is not tried on texts that have its label already. Safe and cheap at any time, from
    /// any thread; mostly empty.
    /// </summary>
    public IReadOnlyList<RuleTimeouts> Timeouts =>
        [.. _rules.Where(rule => rule.Timeouts > 0).Select(rule => new RuleTimeouts(rule.Label, rule.Expression, rule.Timeouts))];

    /// <inheritdoc/>
    /// <exception cref="RuleTimeoutException">
    /// An expression took longer than <see cref="MatchTimeout"/> on this text, and the model was made to throw then.
    /// </exception>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        LabelSet hits = _sets.Rent();
        hits.Clear();
        _keywords.Label(text, hits);
        SearchedText searched = new(text);
        for (int i = hits.Next(0); i >= 0; i = hits.Next(i + 1))
        {
            if (i < _labels.Length)
                found.Add(i);
            else
                Try(i - _labels.Length, ref searched, found);
        }
        _sets.Return(hits);
        foreach (int rule in _tryAlways)
            Try(rule, ref searched, found);
    }

    private void Try(int number, scoped ref SearchedText text, LabelSet found)
    {
        int label = _labelOfRule[number];
        if (found.Contains(label))
            return;
        Rule rule = _rules[number];
        if (rule.IsMatch(ref text, out RegexMatchTimeoutException? timeout))
            found.Add(label);
        else if (timeout is not null && _throwOnTimeout)
            throw new RuleTimeoutException(rule.Label, rule.Expression, timeout);
    }

    private static LabelKeywords Search(int label, IEnumerable<(int Label, Rule Rule)> rules) =>
        new(
            label.ToString(CultureInfo.InvariantCulture),
            [.. rules.SelectMany(rule => rule.Rule.Keywords ?? []).Select(text => new Keyword(text, KeywordMatchType.Partially))]
        );
}
