using System.Text.Json;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Posts;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Counts the posts that one of two models gives a label and the other does not, and the rules that did it.</summary>
internal sealed class LabelChanges
{
    private const int MostRules = 50,
        MostExamples = 20,
        MostExamplesOfAll = 2000;
    private readonly IReadOnlyList<string> _labels;
    private readonly IReadOnlyList<RuleName> _rules;
    private readonly ColumnLabeler _own,
        _other;
    private readonly ExampleMaker _maker;
    private readonly LabelSet _changed;
    private readonly Reservoir<PreviewExample>[] _examples;
    private readonly (long Posts, long Only)[] _byRule;
    private readonly long[] _all,
        _posts;

    // By label: its number in the other model, -1 where that has it not. Of the post at hand, how many rules match, and the last of them.
    private readonly int[] _numbers,
        _count,
        _last;

    /// <param name="model">Gives the labels.</param>
    /// <param name="own">The same, which labels each post first.</param>
    /// <param name="others">The labels of the other model.</param>
    /// <param name="other">The other, which does so too.</param>
    /// <param name="random">Chooses examples.</param>
    public LabelChanges(ILabelModel model, ColumnLabeler own, IReadOnlyList<string> others, ColumnLabeler other, Random random)
    {
        (_labels, _own, _other, _maker) = (model.Labels, own, other, new ExampleMaker(model, own));
        _rules = RuleModels.Of(model)?.Rules ?? [];
        int labels = model.Labels.Count,
            most = Math.Clamp(MostExamplesOfAll / Math.Max(labels, 1), 1, MostExamples);
        var numbers = others.Index().ToDictionary(label => label.Item, label => label.Index);
        _numbers = [.. model.Labels.Select(label => numbers.GetValueOrDefault(label, -1))];
        _examples = [.. model.Labels.Select(_ => new Reservoir<PreviewExample>(most, random))];
        _changed = new LabelSet(labels);
        _byRule = new (long, long)[_rules.Count];
        (_all, _posts, _count, _last) = (new long[labels], new long[labels], new int[labels], new int[labels]);
    }

    /// <summary>All posts of a label.</summary>
    public long All(int label) => _all[label];

    /// <summary>Counts a post that both have labelled.</summary>
    public void Add(Post post)
    {
        _changed.Clear();
        bool any = false;
        for (int label = _own.Found.Next(0); label >= 0; label = _own.Found.Next(label + 1))
        {
            _all[label]++;
            if (_numbers[label] >= 0 && _other.Found.Contains(_numbers[label]))
                continue;
            _posts[label]++;
            _changed.Add(label);
            any = true;
            if (_examples[label].Next() is >= 0 and var place)
                _examples[label].Keep(place, _maker.Make(post, label));
        }
        if (any)
            CountRules();
    }

    /// <summary>The posts of a label that the other model does not give it.</summary>
    /// <param name="label">The label's number.</param>
    /// <param name="rangePosts">How many posts of the range follow from so many of the sample.</param>
    public PreviewChangedPosts Answer(int label, Func<long, long> rangePosts) =>
        new()
        {
            Posts = _posts[label],
            RangePosts = rangePosts(_posts[label]),
            Rules =
            [
                .. _rules
                    .Index()
                    .Where(rule => rule.Item.Label == label && _byRule[rule.Index].Posts > 0)
                    .OrderByDescending(rule => _byRule[rule.Index].Posts)
                    .Take(MostRules)
                    .Select(rule => Answer(rule.Item, _byRule[rule.Index], _labels[label])),
            ],
            Examples = _examples[label].Kept,
        };

    private void CountRules()
    {
        var matched = _own.Rules;
        for (int rule = matched.Next(0); rule >= 0; rule = matched.Next(rule + 1))
        {
            int label = _rules[rule].Label;
            if (!_changed.Contains(label))
                continue;
            _byRule[rule].Posts++;
            _count[label]++;
            _last[label] = rule;
        }
        for (int label = _changed.Next(0); label >= 0; label = _changed.Next(label + 1))
        {
            if (_count[label] == 1)
                _byRule[_last[label]].Only++;
            _count[label] = 0;
        }
    }

    private static PreviewChangingRule Answer(RuleName rule, (long Posts, long Only) counted, string label) =>
        new()
        {
            Label = label,
            Rule = rule.Number,
            Item = JsonSerializer.Deserialize<JsonElement>(ItemWriter.Write(rule.Item)),
            Posts = counted.Posts,
            Only = counted.Only,
        };
}
