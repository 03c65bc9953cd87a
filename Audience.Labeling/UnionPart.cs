using Audience.Labeling.Items;
using Audience.Labeling.Prepared;

namespace Audience.Labeling;

/// <summary>One of several models, and where its labels and rules stand among those of all.</summary>
internal sealed class UnionPart
{
    private readonly ILabelModel _model;
    private readonly IRuleModel? _ruled;
    private readonly int[] _labels;
    private readonly int _firstRule;

    // By label of the model: how many rules other models before have for it.
    private readonly int[] _numbersBefore;
    private readonly ScratchPool<LabelSet> _found;
    private readonly ScratchPool<LabelSet> _rules;

    /// <param name="model">The model.</param>
    /// <param name="labels">The labels of all models.</param>
    /// <param name="rules">The rules of the models before; gets those of this one.</param>
    internal UnionPart(ILabelModel model, List<string> labels, List<RuleName> rules)
    {
        _model = model;
        _ruled = RuleModels.Of(model);
        Dictionary<string, int> numbers = labels.Select((label, i) => (label, i)).ToDictionary(entry => entry.label, entry => entry.i);
        _labels = [.. model.Labels.Select(label => numbers[label])];
        _firstRule = rules.Count;
        Dictionary<int, int> before = rules.CountBy(rule => rule.Label).ToDictionary();
        _numbersBefore = [.. _labels.Select(label => before.GetValueOrDefault(label))];
        _found = new ScratchPool<LabelSet>(() => new LabelSet(model.Labels.Count));
        _rules = new ScratchPool<LabelSet>(() => new LabelSet(_ruled?.Rules.Count ?? 0));
        foreach (RuleName rule in _ruled?.Rules ?? [])
            rules.Add(rule with { Label = _labels[rule.Label], Number = _numbersBefore[rule.Label] + rule.Number });
    }

    internal void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        LabelSet own = _found.Rent();
        own.Clear();
        _model.Label(text, own);
        Add(own, found);
        _found.Return(own);
    }

    internal void Label(ReadOnlySpan<char> text, LabelSet found, LabelSet rules)
    {
        if (_ruled is null)
        {
            Label(text, found);
            return;
        }
        (LabelSet own, LabelSet ownRules) = (_found.Rent(), _rules.Rent());
        own.Clear();
        ownRules.Clear();
        _ruled.Label(text, own, ownRules);
        Add(own, found);
        for (int rule = ownRules.Next(0); rule >= 0; rule = ownRules.Next(rule + 1))
            rules.Add(_firstRule + rule);
        _found.Return(own);
        _rules.Return(ownRules);
    }

    internal IEnumerable<RuleMatch> Explain(string text, int spansPerRule) =>
        (_ruled?.Explain(text, spansPerRule) ?? []).Select(match =>
            match with
            {
                Rule = match.Rule + _numbersBefore[_model.Labels.ToList().IndexOf(match.Label)],
            }
        );

    private void Add(LabelSet own, LabelSet found)
    {
        for (int i = own.Next(0); i >= 0; i = own.Next(i + 1))
            found.Add(_labels[i]);
    }
}
