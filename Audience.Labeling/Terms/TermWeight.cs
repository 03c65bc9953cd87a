namespace Audience.Labeling.Terms;

/// <summary>What a term says for or against a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Term">Text of 1 to 100 characters, found without regard to case; at a Latin letter or digit it begins and ends with
/// the word.</param>
/// <param name="Weight">Added to the label's score for each occurrence; may be negative.</param>
public sealed record TermWeight(string Label, string Term, double Weight);
