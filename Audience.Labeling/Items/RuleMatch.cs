namespace Audience.Labeling.Items;

/// <summary>A rule that matches a text.</summary>
/// <param name="Label">The label that it gives.</param>
/// <param name="Rule">Its number in the list of the label, from 1.</param>
/// <param name="Item">What it says, as JSON on one line.</param>
/// <param name="Spans">
/// Where in the text as it came, in UTF-16 units, by start. Of a combination: the occurrences of what it asks for; with <c>near</c>, those
/// in the first stretch that is short enough.
/// </param>
public sealed record RuleMatch(string Label, int Rule, string Item, IReadOnlyList<TextSpan> Spans);
