using Audience.Labeling.Items;
using Audience.Labeling.Prepared;

namespace Audience.Labeling.RuleReports;

/// <summary>
/// Counts over the posts of a chunk or a sample what each rule does: exactly, and so that two reports of the same rules add up. Not safe to
/// share between threads; allocates nothing per post.
/// </summary>
public sealed class RuleReport
{
    private readonly ILabelModel _model;
    private readonly IRuleModel? _ruled;
    private readonly IReadOnlyList<RuleName> _names;
    private readonly LabelSet _rules;
    private readonly int[] _labelOfRule;
    private readonly RuleTallies[] _byRule;
    private readonly long[] _byLabel;
    private readonly LabelPairs _pairs;
    private readonly LabelConflicts _conflicts;

    // Of the post at hand, by label: how many rules match, and the last of them.
    private readonly int[] _count;
    private readonly int[] _last;

    /// <param name="model">The model whose rules are counted; of one without rules, labels and pairs are.</param>
    /// <param name="conflictGroups">Panels that exclude each other, by the name of their group.</param>
    /// <param name="panelOf">The panel of a label.</param>
    public RuleReport(ILabelModel model, IReadOnlyDictionary<string, IReadOnlyList<string>> conflictGroups, Func<string, string> panelOf)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _ruled = RuleModels.Of(model);
        _names = _ruled?.Rules ?? [];
        _rules = new LabelSet(_names.Count);
        _labelOfRule = [.. _names.Select(rule => rule.Label)];
        _byRule = new RuleTallies[_names.Count];
        int labels = model.Labels.Count;
        (_byLabel, _count, _last) = (new long[labels], new int[labels], new int[labels]);
        _pairs = new LabelPairs(labels);
        _conflicts = new LabelConflicts(model.Labels, conflictGroups, panelOf);
    }

    /// <summary>How many posts were counted, with labels and without.</summary>
    public long Posts { get; private set; }

    /// <summary>The rules that match a post, with their figures.</summary>
    public IReadOnlyList<RuleCounts> Rules =>
        [.. Enumerable.Range(0, _byRule.Length).Where(rule => _byRule[rule].Posts > 0).Select(Counts)];

    /// <summary>The rules that match no post.</summary>
    public IReadOnlyList<RuleName> Unmatched => [.. _names.Where((_, rule) => _byRule[rule].Posts == 0)];

    /// <summary>The labels that posts got, with how many.</summary>
    public IReadOnlyList<LabelCounts> Labels =>
        [.. _model.Labels.Select((label, i) => new LabelCounts(label, _byLabel[i])).Where(label => label.Posts > 0)];

    /// <summary>The pairs of labels that posts got both of, with how many.</summary>
    public IReadOnlyList<PairCounts> Pairs =>
        [.. _pairs.Counts.Select(pair => new PairCounts(_model.Labels[pair.First], _model.Labels[pair.Second], pair.Posts))];

    /// <summary>The rules that match the text that <see cref="Label"/> was last called with, by their numbers in the model.</summary>
    public LabelSet Matched => _rules;

    /// <summary>Labels a text as the model does, and counts the rules that match it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Gets the labels. Cleared by the caller; of the model's capacity.</param>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        _rules.Clear();
        if (_ruled is null)
            _model.Label(text, found);
        else
            _ruled.Label(text, found, _rules);
        Add(found, _rules);
    }

    /// <summary>Counts a post.</summary>
    /// <param name="found">Its labels.</param>
    /// <param name="rules">The rules that match it.</param>
    public void Add(LabelSet found, LabelSet rules)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(rules);
        Posts++;
        for (int rule = rules.Next(0); rule >= 0; rule = rules.Next(rule + 1))
        {
            _byRule[rule].Posts++;
            int label = _labelOfRule[rule];
            _count[label]++;
            _last[label] = rule;
        }
        int labels = 0;
        for (int label = found.Next(0); label >= 0; label = found.Next(label + 1), labels++)
        {
            _byLabel[label]++;
            if (_count[label] == 1)
                _byRule[_last[label]].Only++;
            _count[label] = 0;
        }
        if (labels < 2)
            return;
        _pairs.Add(found);
        if (!_conflicts.Find(found))
            return;
        for (int rule = rules.Next(0); rule >= 0; rule = rules.Next(rule + 1))
            if (_conflicts.Has(_labelOfRule[rule]))
                _byRule[rule].Conflicts++;
    }

    /// <summary>Adds what another report of the same rules counted.</summary>
    /// <exception cref="ArgumentException">It is of other rules or labels.</exception>
    public void Merge(RuleReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._byRule.Length != _byRule.Length || !other._model.Labels.SequenceEqual(_model.Labels))
            throw new ArgumentException("the reports are of other rules or labels", nameof(other));
        Posts += other.Posts;
        for (int rule = 0; rule < _byRule.Length; rule++)
            _byRule[rule].Add(other._byRule[rule]);
        for (int label = 0; label < _byLabel.Length; label++)
            _byLabel[label] += other._byLabel[label];
        _pairs.Merge(other._pairs);
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear()
    {
        Posts = 0;
        _byRule.AsSpan().Clear();
        _byLabel.AsSpan().Clear();
        _pairs.Clear();
    }

    private RuleCounts Counts(int rule)
    {
        RuleName name = _names[rule];
        RuleTallies counted = _byRule[rule];
        return new(_model.Labels[name.Label], name.Number, counted.Posts, counted.Only, counted.Conflicts);
    }
}
