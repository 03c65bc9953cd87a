namespace Audience.Data.Tasks;

/// <summary>What a task labels with.</summary>
/// <param name="ModelType">Of the pattern: keyword_model or rule_model.</param>
/// <param name="Pattern">PATTERN as JSON text, or null where prepared models alone label.</param>
/// <param name="Fold">Names of FOLD.</param>
/// <param name="Artefacts">The content hashes of prepared models.</param>
public sealed record TaskModelParts(string ModelType, string? Pattern, IReadOnlyList<string> Fold, IReadOnlyList<string> Artefacts)
{
    /// <summary>Those of a task.</summary>
    public static TaskModelParts Of(TaskDefinition task) => new(task.ModelType, task.Pattern, task.Fold, task.Artefacts);
}
