namespace Audience.Labeling.Keywords;

/// <summary>A word that gives a text a label.</summary>
/// <param name="Text">One character or more, compared as <see cref="StringComparison.OrdinalIgnoreCase"/> does.</param>
/// <param name="Match">Where in the text it has to stand.</param>
public sealed record Keyword(string Text, KeywordMatchType Match);

/// <summary>A label and the keywords of which any one gives it.</summary>
/// <param name="Label">Not empty.</param>
/// <param name="Keywords">In any order; may be empty, and then no text gets the label.</param>
public sealed record LabelKeywords(string Label, IReadOnlyList<Keyword> Keywords);
