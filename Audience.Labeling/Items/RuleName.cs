namespace Audience.Labeling.Items;

/// <summary>A rule of a model.</summary>
/// <param name="Label">The index of its label in the model's labels.</param>
/// <param name="Number">Its number in the list of the label, from 1.</param>
/// <param name="Item">What it says.</param>
public sealed record RuleName(int Label, int Number, RuleItem Item);
