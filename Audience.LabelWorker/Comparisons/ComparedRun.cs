using Audience.Data.Tasks;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;

namespace Audience.LabelWorker.Comparisons;

/// <summary>One of the two tasks, with its rules.</summary>
internal sealed class ComparedRun
{
    private readonly Dictionary<string, HashSet<int>> _rulesOfPanel = new(StringComparer.Ordinal);
    private readonly LabelSet _labels,
        _matched;

    private ComparedRun(TaskDefinition task, IRuleModel? rules, bool isKept, Func<string, string> panelOf)
    {
        (Task, Model, IsKept) = (task, rules, isKept);
        Rules =
        [
            .. (rules?.Rules ?? []).Select(
                (rule, i) => new RunRule(i, rules!.Labels[rule.Label], rule.Number, rule.Item, ItemWriter.Write(rule.Item))
            ),
        ];
        foreach (var rule in Rules)
        {
            string panel = panelOf(rule.Label);
            if (!_rulesOfPanel.TryGetValue(panel, out var some))
                _rulesOfPanel[panel] = some = [];
            some.Add(rule.Index);
        }
        (_labels, _matched) = (new LabelSet(rules?.Labels.Count ?? 0), new LabelSet(Rules.Count));
        PanelOf = panelOf;
    }

    /// <summary>What it does.</summary>
    public TaskDefinition Task { get; }

    /// <summary>Its rules; null where there are none.</summary>
    public IRuleModel? Model { get; }

    /// <summary>Whether rows can be told by their rules: all that labelled is still kept, and looks at one column.</summary>
    public bool IsKept { get; }

    /// <summary>Every rule.</summary>
    public IReadOnlyList<RunRule> Rules { get; }

    /// <summary>The panel of a label.</summary>
    public Func<string, string> PanelOf { get; }

    /// <summary>Loads a task's rules.</summary>
    public static async Task<ComparedRun> LoadAsync(
        TaskDefinition task,
        TaskModelLoader models,
        Func<string, string> panelOf,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var parts = await models.LoadAsync(TaskModelParts.Of(task), cancellationToken);
            // Of a row of a task that looks at several columns it is not known in which one its text was.
            bool isOneColumn = task.Columns.Distinct(StringComparer.Ordinal).Count() <= 1;
            return new ComparedRun(task, Of(parts), isOneColumn, panelOf);
        }
        catch (InvalidOperationException)
        {
            // A prepared model is not kept any more: of PATTERN it can be told.
            var pattern = await models.LoadAsync(TaskModelParts.Of(task) with { Artefacts = [] }, cancellationToken);
            return new ComparedRun(task, Of(pattern), false, panelOf);
        }
    }

    private static IRuleModel? Of(IReadOnlyList<ILabelModel> parts) =>
        parts is [] ? null
        : parts is [var only] ? RuleModels.Of(only)
        : RuleModels.Of(new UnionModel(parts));

    /// <summary>The only rule that gives a panel for a text; -1 where there are several or none.</summary>
    public int OnlyRule(string panel, string text)
    {
        if (Model is null || !_rulesOfPanel.TryGetValue(panel, out var own))
            return -1;
        _labels.Clear();
        _matched.Clear();
        Model.Label(text, _labels, _matched);
        int found = -1;
        for (int rule = _matched.Next(0); rule >= 0; rule = _matched.Next(rule + 1))
        {
            if (!own.Contains(rule))
                continue;
            if (found >= 0)
                return -1;
            found = rule;
        }
        return found;
    }

    /// <summary>The rules that give a panel for a text, with places.</summary>
    public IEnumerable<RuleMatch> Explain(string panel, string text, int spans) =>
        (IsKept ? Model?.Explain(text, spans) ?? [] : []).Where(match => PanelOf(match.Label) == panel);
}

/// <summary>A rule of a task.</summary>
/// <param name="Index">Its index among the model's rules.</param>
/// <param name="Label">Its label.</param>
/// <param name="Number">Its number in the list of the label, from 1.</param>
/// <param name="Item">What it says.</param>
/// <param name="Json">The same as JSON.</param>
internal sealed record RunRule(int Index, string Label, int Number, RuleItem Item, string Json)
{
    /// <summary>The keyword or expression that it begins with.</summary>
    public string First => Item.Terms.First().Text;
}
