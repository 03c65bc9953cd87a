using Audience.Data.Tasks;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;

namespace Audience.LabelWorker.Previews;

/// <summary>The label that keywords are suggested for.</summary>
internal static class SuggestedLabel
{
    private const int MostShown = 50;

    /// <summary>Its number, the column that its rules look at, and what they look for already.</summary>
    /// <exception cref="PreviewRefusedException">There is no such label, it has no rules, or its rules look at several columns.</exception>
    public static (int Number, string Column, IReadOnlyList<RuleItem> Items) Find(TaskModel model, string label)
    {
        var labels = model.Whole.Labels;
        int number = labels.Index().Where(l => l.Item == label).Select(l => l.Index).DefaultIfEmpty(-1).First();
        if (number < 0)
            throw new PreviewRefusedException(
                $"LABEL: there is no label '{label}' in this task (labels: {string.Join(", ", labels.Take(MostShown))}"
                    + $"{(labels.Count > MostShown ? ", …" : "")})"
            );
        // Parts of a task number labels as the whole does.
        var byColumn = model
            .Columns.SelectMany(part => RulesOf(part.Model, number).Select(item => (part.Column, Item: item)))
            .ToLookup(rule => rule.Column, rule => rule.Item);
        if (byColumn.Count == 0)
            throw new PreviewRefusedException(
                $"label '{label}' has no keywords or expressions to add to: a learned model gives it, or its list is empty. See what a "
                    + "learned model goes by with POST /tasks/explain/; for suggestions send a PATTERN with a first keyword of the label"
            )
            {
                Field = "LABEL",
            };
        if (byColumn.Count > 1)
            throw new PreviewRefusedException(
                $"label '{label}' has rules for {string.Join(" and ", byColumn.Select(column => column.Key))}, and keywords are suggested "
                    + "for one column: name models of one PREDICT_TYPE alone"
            )
            {
                Field = "LABEL",
            };
        var only = byColumn.Single();
        return (number, only.Key, [.. only]);
    }

    private static IEnumerable<RuleItem> RulesOf(ILabelModel model, int label) =>
        (RuleModels.Of(model)?.Rules ?? []).Where(rule => rule.Label == label).Select(rule => rule.Item);
}
