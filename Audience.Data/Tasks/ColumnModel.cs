using Audience.Labeling;
using Audience.Labeling.Prepared;

namespace Audience.Data.Tasks;

/// <summary>A part of a task's model.</summary>
/// <param name="Column">The column that it looks at.</param>
/// <param name="Model">Gives labels and rules by the numbers of the whole.</param>
/// <param name="Learned">The same where the task keeps probabilities and the part has some, by its own numbers; else null.</param>
/// <param name="Numbers">Of each label of <paramref name="Learned"/>, its number in the whole; else empty.</param>
public sealed record ColumnModel(string Column, ILabelModel Model, ProbableModel? Learned, IReadOnlyList<int> Numbers);
