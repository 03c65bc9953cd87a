namespace Audience.Labeling.Prepared;

/// <summary>A piece of a text that speaks for a label, or against it.</summary>
/// <param name="Start">Where it first stands in the text, UTF-16 units.</param>
/// <param name="Length">UTF-16 units; 0 for what is known of the text's shape, such as how long its lines are.</param>
/// <param name="Added">What all its occurrences add to the label's score; negative where they take from it.</param>
public sealed record TextPart(int Start, int Length, double Added);
