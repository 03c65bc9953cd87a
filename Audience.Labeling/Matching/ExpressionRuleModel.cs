using System.Globalization;
using Audience.Labeling.Items;
using Audience.Labeling.Patterns;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>Gives a text the labels whose items of expressions match it. Plain expressions cost what they cost in
/// <see cref="RuleModel"/>.</summary>
public sealed class ExpressionRuleModel : IRuleModel
{
    // Stops with a label's first plain expression. Behind the labels, it has one for each expression of a combination.
    private readonly RuleModel _fast;
    private readonly ExpressionCombination[] _combined;

    // Has a label for each expression.
    private readonly Lazy<EveryExpression> _every;
    private readonly ScratchPool<LabelSet> _hits;

    /// <param name="labels">The labels, each once, with their items.</param>
    /// <exception cref="PatternException">A label is given twice; an expression does not compile or is too large; an item could never
    /// match. The message names the label.</exception>
    public ExpressionRuleModel(IReadOnlyList<LabelItems> labels)
    {
        RuleName[] rules = RuleNames.Of(labels, new ItemChecks(null));
        Rules = rules;
        Labels = [.. labels.Select(label => label.Label)];
        RuleName[] combined = [.. rules.Where(rule => !rule.Item.IsPlain)];
        string[] parts = [.. combined.SelectMany(rule => rule.Item.Terms).Select(term => term.Text).Distinct(StringComparer.Ordinal)];
        ILookup<int, string> plain = rules.Where(rule => rule.Item.IsPlain).ToLookup(rule => rule.Label, rule => rule.Item.All[0].Text);
        try
        {
            _fast = new RuleModel([
                .. labels.Select((_, label) => new LabelExpressions(Name(label), [.. plain[label]])),
                .. parts.Select((part, i) => new LabelExpressions(Name(labels.Count + i), [part])),
            ]);
        }
        catch (PatternException)
        {
            ExpressionErrors.Throw(Labels, rules);
            throw;
        }
        Dictionary<string, int> numbers = parts
            .Select((part, i) => (part, i))
            .ToDictionary(part => part.part, part => labels.Count + part.i);
        _combined = [.. combined.Select(rule => new ExpressionCombination(rule, numbers))];
        _every = new(() => new EveryExpression(rules));
        _hits = new ScratchPool<LabelSet>(() => new LabelSet(_fast.Labels.Count));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RuleName> Rules { get; }

    /// <summary>
    /// The expressions that took longer than <see cref="RuleModel.MatchTimeout"/> on some text since the model was made, with the number of
    /// such texts; they were left out for these. Safe and cheap at any time, from any thread; mostly empty.
    /// </summary>
    public IReadOnlyList<RuleTimeouts> Timeouts =>
        [
            .. _fast
                .Timeouts.Concat(_every.IsValueCreated ? _every.Value.Timeouts : [])
                .SelectMany(timeout => Owners(timeout.Expression).Select(label => timeout with { Label = label }))
                .GroupBy(timeout => (timeout.Label, timeout.Expression))
                .Select(group => new RuleTimeouts(group.Key.Label, group.Key.Expression, group.Sum(timeout => timeout.Timeouts))),
        ];

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (_combined.Length == 0)
        {
            _fast.Label(text, found);
            return;
        }
        LabelSet hits = _hits.Rent();
        hits.Clear();
        _fast.Label(text, hits);
        for (int label = hits.Next(0); label >= 0 && label < Labels.Count; label = hits.Next(label + 1))
            found.Add(label);
        ItemText items = new(text);
        foreach (ExpressionCombination combination in _combined)
            if (!found.Contains(combination.Rule.Label) && combination.Matches(hits, ref items))
                found.Add(combination.Rule.Label);
        _hits.Return(hits);
    }

    /// <inheritdoc/>
    /// <remarks>Tries every expression whose required texts were found, also those of labels that the text has already.</remarks>
    public void Label(ReadOnlySpan<char> text, LabelSet found, LabelSet rules)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(rules);
        _every.Value.Label(text, rules);
        for (int rule = rules.Next(0); rule >= 0; rule = rules.Next(rule + 1))
            found.Add(Rules[rule].Label);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RuleMatch> Explain(string text, int spansPerRule = 100)
    {
        ArgumentNullException.ThrowIfNull(text);
        LabelSet rules = new(Rules.Count);
        Label(text, new LabelSet(Labels.Count), rules);
        ItemText items = new(text);
        List<RuleMatch> matches = [];
        for (int rule = rules.Next(0); rule >= 0; rule = rules.Next(rule + 1))
        {
            RuleName name = Rules[rule];
            IReadOnlyList<TextSpan> spans = Spans.Of(ref items, _every.Value.Terms(name), spansPerRule);
            matches.Add(new(Labels[name.Label], name.Number, ItemWriter.Write(name.Item), spans));
        }
        return matches;
    }

    private IEnumerable<string> Owners(string expression) =>
        Rules.Where(rule => rule.Item.Terms.Any(term => term.Text == expression)).Select(rule => Labels[rule.Label]).Distinct();

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
