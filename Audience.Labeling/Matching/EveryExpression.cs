using System.Collections.Concurrent;
using System.Globalization;
using Audience.Labeling.Items;
using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>Finds every rule of expressions that matches a text: each expression is a label of its own.</summary>
internal sealed class EveryExpression
{
    private readonly RuleModel _model;
    private readonly ExpressionCombination[] _rules;

    // By expression: the rules that are worth a look where it matches.
    private readonly int[][] _worthALook;
    private readonly ScratchPool<LabelSet> _hits;
    private readonly ConcurrentDictionary<RuleName, Combination> _terms = new();

    internal EveryExpression(RuleName[] rules)
    {
        string[] expressions = [.. rules.SelectMany(rule => rule.Item.Terms).Select(term => term.Text).Distinct(StringComparer.Ordinal)];
        _model = new RuleModel([
            .. expressions.Select((expression, i) => new LabelExpressions(i.ToString(CultureInfo.InvariantCulture), [expression])),
        ]);
        Dictionary<string, int> numbers = expressions.Select((text, i) => (text, i)).ToDictionary(entry => entry.text, entry => entry.i);
        _rules = [.. rules.Select(rule => new ExpressionCombination(rule, numbers))];
        ILookup<string, int> rulesOf = rules
            .SelectMany((rule, i) => (rule.Item.All.Count > 0 ? rule.Item.All.Take(1) : rule.Item.Any).Select(term => (term.Text, Rule: i)))
            .ToLookup(entry => entry.Text, entry => entry.Rule, StringComparer.Ordinal);
        _worthALook = [.. expressions.Select(expression => rulesOf[expression].ToArray())];
        _hits = new ScratchPool<LabelSet>(() => new LabelSet(expressions.Length));
    }

    internal IReadOnlyList<RuleTimeouts> Timeouts => _model.Timeouts;

    internal void Label(ReadOnlySpan<char> text, LabelSet rules)
    {
        LabelSet hits = _hits.Rent();
        hits.Clear();
        _model.Label(text, hits);
        ItemText items = new(text);
        for (int hit = hits.Next(0); hit >= 0; hit = hits.Next(hit + 1))
            foreach (int rule in _worthALook[hit])
                if (!rules.Contains(rule) && _rules[rule].Matches(hits, ref items))
                    rules.Add(rule);
        _hits.Return(hits);
    }

    /// <summary>What an item looks for, to say where; made when it is first asked for.</summary>
    internal Combination Terms(RuleName name) =>
        _terms.GetOrAdd(name, static rule => new Combination(rule.Item, term => new ExpressionTerm(new Rule("", term.Text))));
}
