using System.Text;
using System.Text.Json;
using Audience.Contracts.Messages;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Documents;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.Labeling.RuleReports;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Labels documents as a task would label posts, and compares that with what people said.</summary>
internal sealed class GoldCounter
{
    private const int MostRules = 10_000,
        MostOthers = 100,
        MostNamed = 10,
        Digits = 6;
    private readonly ILabelModel _model;
    private readonly IReadOnlyList<RuleName> _names;
    private readonly ColumnLabeler _columns;
    private readonly DocumentPosts _posts;
    private readonly GoldMistakes _mistakes;
    private readonly Dictionary<string, int> _numbers;
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);
    private readonly List<(IReadOnlyList<string> True, IReadOnlyList<string> Predicted)> _documents = [];
    private readonly (long Documents, long Right)[] _byRule;
    private readonly long[] _support,
        _predicted;

    /// <param name="task">Labels them.</param>
    /// <param name="table">What is labelled.</param>
    /// <param name="labels">What labels mean.</param>
    /// <param name="random">Chooses examples.</param>
    public GoldCounter(TaskModel task, PostTable table, LabelSettings labels, Random random)
    {
        _model = task.Whole;
        _names = RuleModels.Of(_model)?.Rules ?? [];
        // Counts for nobody, but tells the rules that match.
        _columns = new ColumnLabeler(task, table, new RuleReport(_model, labels.ConflictGroups.Groups, labels.PanelNames.Of));
        _posts = new DocumentPosts(table);
        _mistakes = new GoldMistakes(_model, _columns, random);
        _numbers = _model.Labels.Index().ToDictionary(label => label.Item, label => label.Index);
        _byRule = new (long, long)[_names.Count];
        (_support, _predicted) = (new long[_model.Labels.Count], new long[_model.Labels.Count]);
    }

    /// <summary>Compares a document.</summary>
    public void Add(DocumentRow document)
    {
        var post = _posts.Of(document);
        _columns.Label(post);
        string[] truth = [.. document.Labels.Where(_numbers.ContainsKey).Distinct()];
        _others.UnionWith(document.Labels.Where(label => !_numbers.ContainsKey(label)));
        _documents.Add((truth, [.. _model.Labels.Where((_, i) => _columns.Found.Contains(i))]));
        foreach (string label in truth)
            _support[_numbers[label]]++;
        for (int label = _columns.Found.Next(0); label >= 0; label = _columns.Found.Next(label + 1))
            _predicted[label]++;
        for (int rule = _columns.Rules.Next(0); rule >= 0; rule = _columns.Rules.Next(rule + 1))
        {
            _byRule[rule].Documents++;
            if (truth.Contains(_model.Labels[_names[rule].Label]))
                _byRule[rule].Right++;
        }
        _mistakes.Add(document, post, truth);
    }

    /// <summary>How right the labels are.</summary>
    /// <param name="gold">Which documents were asked for.</param>
    /// <param name="isComplete">Whether all of them were added.</param>
    /// <exception cref="PreviewRefusedException">There were none, or none has a label of the model.</exception>
    public PreviewGold Answer(PreviewedGold gold, bool isComplete)
    {
        string which = $"data set {gold.TaskId}";
        if (_documents.Count == 0)
            throw new PreviewRefusedException($"GOLD: {which} has no document of type {string.Join(", ", gold.DatasetTypes)}");
        if (_support.All(documents => documents == 0))
            throw new PreviewRefusedException(
                $"GOLD: no document of {which} has a label of the rules: they give {Names(_model.Labels)}, "
                    + $"the documents have {Names(_others)}"
            );
        var report = new ClassificationReport(_model.Labels, true, _documents);
        return new PreviewGold
        {
            TaskId = gold.TaskId,
            DatasetTypes = gold.DatasetTypes,
            Documents = _documents.Count,
            Complete = isComplete,
            Labels = [.. _model.Labels.Select((label, i) => Label(label, i, report))],
            OtherLabels = [.. _others.Take(MostOthers)],
            Rules =
            [
                .. _names
                    .Index()
                    .Where(rule => _byRule[rule.Index].Documents > 0)
                    .OrderByDescending(rule => _byRule[rule.Index].Documents)
                    .Take(MostRules)
                    .Select(rule => Rule(rule.Item, _byRule[rule.Index])),
            ],
        };
    }

    private GoldLabel Label(string label, int index, ClassificationReport report)
    {
        bool isJudged = _support[index] > 0;
        var scores = report.Of(label);
        return new GoldLabel
        {
            Label = label,
            Precision = isJudged ? Math.Round(scores.Precision, Digits) : null,
            Recall = isJudged ? Math.Round(scores.Recall, Digits) : null,
            F1 = isJudged ? Math.Round(scores.F1, Digits) : null,
            Support = scores.Support,
            Predicted = _predicted[index],
            Wrong = isJudged ? _mistakes.Wrong(index) : [],
            Missed = _mistakes.Missed(index),
        };
    }

    private GoldRule Rule(RuleName rule, (long Documents, long Right) counted) =>
        new()
        {
            Label = _model.Labels[rule.Label],
            Rule = rule.Number,
            Item = JsonSerializer.Deserialize<JsonElement>(ItemWriter.Write(rule.Item)),
            Documents = counted.Documents,
            Right = counted.Right,
            Precision = _support[rule.Label] > 0 ? Math.Round((double)counted.Right / counted.Documents, Digits) : null,
        };

    private static string Names(IReadOnlyCollection<string> labels) =>
        labels.Count == 0
            ? "none"
            : new StringBuilder()
                .AppendJoin(", ", labels.Take(MostNamed).Select(label => $"'{ShortText.Of(label, 40)}'"))
                .Append(labels.Count > MostNamed ? ", …" : "")
                .ToString();
}
