namespace Audience.Labeling.Rules;

/// <summary>A label and the regular expressions of which any one gives it.</summary>
/// <param name="Label">Not empty.</param>
/// <param name="Expressions">In any order; may be empty, and then no text gets the label.</param>
public sealed record LabelExpressions(string Label, IReadOnlyList<string> Expressions);
