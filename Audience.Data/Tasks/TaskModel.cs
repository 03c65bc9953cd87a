using Audience.Labeling;
using Audience.Labeling.Prepared;

namespace Audience.Data.Tasks;

/// <summary>What a task labels with, by the columns of a post that it looks at.</summary>
/// <param name="Whole">All of it as one: the labels and rules that it has.</param>
/// <param name="Columns">What looks at which column, in the order in which the models were named.</param>
public sealed record TaskModel(ILabelModel Whole, IReadOnlyList<ColumnModel> Columns)
{
    /// <summary>The model of a task of which each part looks at a column.</summary>
    /// <param name="parts">Its models.</param>
    /// <param name="columns">The column of each.</param>
    /// <param name="scores">Whether the task keeps the probabilities of labels.</param>
    /// <exception cref="ArgumentException">There are not as many of each.</exception>
    public static TaskModel Of(IReadOnlyList<ILabelModel> parts, IReadOnlyList<string> columns, bool scores)
    {
        if (parts.Count != columns.Count)
            throw new ArgumentException($"{parts.Count} models look at {columns.Count} columns", nameof(columns));
        ILabelModel whole = parts is [var only] ? only : new UnionModel(parts);
        List<ColumnModel> models = [];
        for (int first = 0, end; first < parts.Count; first = end)
        {
            var learned = Learned(first);
            // Neighbours that look at one column look at it together, but for those that are asked for probabilities.
            for (end = first + 1; learned is null && end < parts.Count && columns[end] == columns[first] && Learned(end) is null; )
                end++;
            models.Add(
                new(
                    columns[first],
                    end - first == parts.Count ? whole : ((UnionModel)whole).Only(first..end),
                    learned,
                    [.. (learned?.Labels ?? []).Select(label => whole.Labels.Index().First(other => other.Item == label).Index)]
                )
            );
        }
        return new TaskModel(whole, models);

        ProbableModel? Learned(int part) => scores ? parts[part] as ProbableModel : null;
    }
}
