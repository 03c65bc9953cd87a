using Audience.Data.Tasks;
using Audience.Labeling.Items;
using Audience.Labeling.RuleReports;

namespace Audience.LabelWorker.Previews;

/// <summary>The label that keywords are suggested for.</summary>
internal static class SuggestedLabel
{
    private const int MostShown = 50;

    /// <summary>Its number, and what it looks for already.</summary>
    /// <exception cref="PreviewRefusedException">There is no such label, it has no rules, or the task looks at several columns.</exception>
    public static (int Number, IReadOnlyList<RuleItem> Items) Find(TaskModel model, string label)
    {
        var labels = model.Whole.Labels;
        int number = labels.Index().Where(l => l.Item == label).Select(l => l.Index).DefaultIfEmpty(-1).First();
        if (number < 0)
            throw new PreviewRefusedException(
                $"LABEL: there is no label '{label}' in this task (labels: {string.Join(", ", labels.Take(MostShown))}"
                    + $"{(labels.Count > MostShown ? ", …" : "")})"
            );
        RuleItem[] items = [.. (RuleModels.Of(model.Whole)?.Rules ?? []).Where(rule => rule.Label == number).Select(rule => rule.Item)];
        if (items.Length == 0)
            throw new PreviewRefusedException(
                $"label '{label}' has no keywords or expressions to add to: a learned model gives it, or its list is empty. See what a "
                    + "learned model goes by with POST /tasks/explain/; for suggestions send a PATTERN with a first keyword of the label"
            )
            {
                Field = "LABEL",
            };
        if (model.Columns.Count > 1)
            throw new PreviewRefusedException(
                "the models look at several columns, and keywords are suggested for one: name models of one PREDICT_TYPE alone"
            );
        return (number, items);
    }
}
