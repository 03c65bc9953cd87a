namespace Audience.Labeling.Prepared;

/// <summary>A document: its text and its true labels.</summary>
/// <param name="Text">What is to be labelled.</param>
/// <param name="Labels">The labels that people gave it; exactly one where a job is not multi-label.</param>
public sealed record LabeledText(string Text, IReadOnlyList<string> Labels);
