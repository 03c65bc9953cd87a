using Audience.Labeling;

namespace Audience.Data.Tasks;

/// <summary>What a task labels with, by the columns of a post that it looks at.</summary>
/// <param name="Whole">All of it as one: the labels and rules that it has.</param>
/// <param name="Columns">What looks at which column, in the order in which the models were named.</param>
public sealed record TaskModel(ILabelModel Whole, IReadOnlyList<ColumnModel> Columns)
{
    /// <summary>The model of a task of which each part looks at a column.</summary>
    /// <param name="parts">Its models.</param>
    /// <param name="columns">The column of each.</param>
    /// <exception cref="ArgumentException">There are not as many of each.</exception>
    public static TaskModel Of(IReadOnlyList<ILabelModel> parts, IReadOnlyList<string> columns)
    {
        if (parts.Count != columns.Count)
            throw new ArgumentException($"{parts.Count} models look at {columns.Count} columns", nameof(columns));
        ILabelModel whole = parts is [var only] ? only : new UnionModel(parts);
        List<ColumnModel> models = [];
        // Neighbours that look at one column look at it together.
        for (int first = 0, end; first < parts.Count; first = end)
        {
            for (end = first + 1; end < parts.Count && columns[end] == columns[first]; )
                end++;
            models.Add(new(columns[first], end - first == parts.Count ? whole : ((UnionModel)whole).Only(first..end)));
        }
        return new TaskModel(whole, models);
    }
}

/// <summary>A part of a task's model.</summary>
/// <param name="Column">The column that it looks at.</param>
/// <param name="Model">Gives labels and rules by the numbers of the whole.</param>
public sealed record ColumnModel(string Column, ILabelModel Model);
