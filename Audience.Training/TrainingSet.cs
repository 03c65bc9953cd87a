using Audience.Labeling.Prepared;

namespace Audience.Training;

/// <summary>What a model learns from.</summary>
/// <param name="Labels">The labels that the model is to know, distinct; one that no document has is never given.</param>
/// <param name="MultiLabel">Whether a text may have several labels, or none; else each has exactly one.</param>
/// <param name="Documents">Texts with their labels. Those without a word are left out, and so are those without a label unless
/// <paramref name="MultiLabel"/>.</param>
public sealed record TrainingSet(IReadOnlyList<string> Labels, bool MultiLabel, IReadOnlyList<LabeledText> Documents);
