using Audience.Data.Models;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Prepared;

namespace Audience.Data.Tasks;

/// <summary>Makes the model that a task labels with.</summary>
public sealed class TaskModelLoader(ModelCache models)
{
    /// <summary>The model of a task, by the columns that it looks at.</summary>
    /// <exception cref="PatternException">Its PATTERN cannot be compiled here.</exception>
    /// <exception cref="InvalidOperationException">A prepared model is not kept any more.</exception>
    public async Task<TaskModel> LoadAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        var parts = await LoadAsync(TaskModelParts.Of(definition), cancellationToken);
        return TaskModel.Of(
            definition.NeedsProbabilities ? [.. parts.Select(part => Probable(part, definition.MinProbability ?? 0))] : parts,
            definition.Columns.Count > 0 ? definition.Columns : [.. Enumerable.Repeat(definition.PredictType, parts.Count)],
            definition.Score
        );
    }

    // Rules that people wrote give their labels whatever is asked of the others.
    private static ILabelModel Probable(ILabelModel part, double least) =>
        part is PreparedModel { HasScores: true } learned ? new ProbableModel(learned, least) : part;

    /// <summary>PATTERN's model, then the prepared ones.</summary>
    /// <inheritdoc cref="LoadAsync(TaskDefinition, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<ILabelModel>> LoadAsync(TaskModelParts parts, CancellationToken cancellationToken)
    {
        var loaded = new List<ILabelModel>();
        if (parts.Pattern is { } pattern)
            loaded.Add(LabelModels.FromPattern(parts.ModelType, pattern, FoldNames.Parse(parts.Fold)));
        foreach (string artefact in parts.Artefacts)
            loaded.Add(
                await models.FindAsync(artefact, cancellationToken)
                    ?? throw new InvalidOperationException($"the model {artefact}, with which the task began, is gone")
            );
        return loaded;
    }
}
