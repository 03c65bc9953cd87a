namespace Audience.Training.Reviewing;

/// <summary>How doubtful it is that a document has the right labels.</summary>
/// <param name="Document">Its place in the training set.</param>
/// <param name="Doubt">0 to 1: above one half, models that had not seen the document would give it other labels.</param>
/// <param name="Suggested">The labels that they would give it, the numbers ascending.</param>
public sealed record LabelDoubt(int Document, double Doubt, IReadOnlyList<int> Suggested);
