using System.Text;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;
using Audience.Labeling.RuleReports;

namespace Audience.LabelWorker.Chunks;

/// <summary>
/// Labels posts by the columns that a task looks at: a post gets the labels of each. Not safe to share between threads; allocates nothing
/// per post.
/// </summary>
public sealed class ColumnLabeler
{
    // Longer fractions of a second mean nothing to rules.
    private const int TimeLength = 19;
    private readonly (int Field, ColumnModel Part, IRuleModel? Ruled)[] _columns;
    private readonly RuleReport? _report;
    private readonly LabelSet _own;
    private readonly LabelSet _rules;

    // By label of the post at hand: the column whose model gave it first.
    private readonly int[] _origins;

    // By label of the post at hand: its probability, NaN where none is told. Then the same as one learned model tells it.
    private readonly double[] _probabilities;
    private readonly double[] _told;
    private char[] _chars = new char[4096];

    /// <param name="model">What labels.</param>
    /// <param name="table">What is read.</param>
    /// <param name="report">Counts what labels and rules do; null where nobody asks.</param>
    public ColumnLabeler(TaskModel model, PostTable table, RuleReport? report)
    {
        _columns = [.. model.Columns.Select(column => (table.FieldOf(column.Column), column, RuleModels.Of(column.Model)))];
        _report = report;
        int labels = model.Whole.Labels.Count;
        (Found, _own, _origins) = (new LabelSet(labels), new LabelSet(labels), new int[labels]);
        (_probabilities, _told) = (new double[labels], new double[labels]);
        Array.Fill(_probabilities, double.NaN);
        _rules = new LabelSet(RuleModels.Of(model.Whole)?.Rules.Count ?? 0);
    }

    /// <summary>The labels of the post that was labelled last.</summary>
    public LabelSet Found { get; }

    /// <summary>The rules that match the post that was labelled last; empty where nothing is reported.</summary>
    public LabelSet Rules => _report is not null && _columns is [(_, { Learned: null }, _)] ? _report.Matched : _rules;

    /// <summary>Whether a post has anything that is looked at.</summary>
    public bool HasText(Post post)
    {
        foreach (var (field, _, _) in _columns)
            if (!post.IsNothing(field))
                return true;
        return false;
    }

    /// <summary>Labels a post.</summary>
    public void Label(Post post)
    {
        Found.Clear();
        if (_columns is [(var field, { Learned: null } part, _)])
        {
            if (_report is null)
                part.Model.Label(Chars(post, field), Found);
            else
                _report.Label(Chars(post, field), Found);
            return;
        }
        _rules.Clear();
        for (int column = 0; column < _columns.Length; column++)
            if (!post.IsNothing(_columns[column].Field))
                Label(post, column);
        _report?.Add(Found, _rules);
    }

    /// <summary>
    /// What the post that was labelled last has in the column whose model was the first to give it a label; in the first column where
    /// it did not get that label.
    /// </summary>
    public ReadOnlySpan<byte> TextOf(Post post, int label) => Text(post, _columns[OriginOf(label)].Field);

    /// <summary>
    /// How probable a label of the post that was labelled last is, by the learned model that is most certain of it; NaN where none gave it,
    /// or the task keeps no probabilities.
    /// </summary>
    public double ProbabilityOf(int label) => _probabilities[label];

    /// <summary>The rules that match what a post has in that column.</summary>
    public IReadOnlyList<RuleMatch> Explain(int label, string text, int spansPerRule) =>
        _columns[OriginOf(label)].Ruled?.Explain(text, spansPerRule) ?? [];

    /// <summary>The rules that match a text of one column.</summary>
    public IEnumerable<RuleMatch> Explain(string column, string text, int spansPerRule) =>
        _columns.Where(part => part.Part.Column == column).SelectMany(part => part.Ruled?.Explain(text, spansPerRule) ?? []);

    private int OriginOf(int label) => Found.Contains(label) ? _origins[label] : 0;

    private void Label(Post post, int column)
    {
        var (field, part, ruled) = _columns[column];
        var chars = Chars(post, field);
        _own.Clear();
        if (part.Learned is { } learned)
        {
            learned.Label(chars, _own, _told.AsSpan(0, learned.Labels.Count));
            for (int label = _own.Next(0); label >= 0; label = _own.Next(label + 1))
                Add(part.Numbers[label], column, _told[label]);
            return;
        }
        if (_report is null || ruled is null)
            part.Model.Label(chars, _own);
        else
            ruled.Label(chars, _own, _rules);
        for (int label = _own.Next(0); label >= 0; label = _own.Next(label + 1))
            Add(label, column, double.NaN);
    }

    private void Add(int label, int column, double probability)
    {
        if (!Found.Contains(label))
            (_origins[label], _probabilities[label]) = (column, double.NaN);
        Found.Add(label);
        if (!(probability <= _probabilities[label]) && !double.IsNaN(probability))
            _probabilities[label] = probability;
    }

    private ReadOnlySpan<char> Chars(Post post, int field)
    {
        var text = Text(post, field);
        if (_chars.Length < text.Length)
            _chars = new char[text.Length * 2];
        return _chars.AsSpan(0, Encoding.UTF8.GetChars(text, _chars));
    }

    private static ReadOnlySpan<byte> Text(Post post, int field) =>
        field == Post.TimeField && post.Time.Length > TimeLength ? post.Time[..TimeLength] : post.Field(field);
}
