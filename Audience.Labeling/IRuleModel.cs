using Audience.Labeling.Items;

namespace Audience.Labeling;

/// <summary>A model made of rules that people wrote, which can tell the rules that match and where. Safe to share between
/// threads.</summary>
public interface IRuleModel : ILabelModel
{
    /// <summary>Every rule, label by label in the order of <see cref="ILabelModel.Labels"/>; labels from other models have none.</summary>
    IReadOnlyList<RuleName> Rules { get; }

    /// <summary>
    /// Labels a text as <see cref="ILabelModel.Label"/> does, and tells every rule that matches it. That costs more: without it a label is
    /// done with its first rule. What it needs is built when it is first called.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Gets the labels. Cleared by the caller; its capacity is at least the number of labels.</param>
    /// <param name="rules">Gets the index in <see cref="Rules"/> of each rule that matches. Cleared by the caller; of the capacity of all
    /// rules.</param>
    void Label(ReadOnlySpan<char> text, LabelSet found, LabelSet rules);

    /// <summary>The rules that match a text, in the order of <see cref="Rules"/>, with the places where they do.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spansPerRule">At most so many places for each rule, the first ones.</param>
    IReadOnlyList<RuleMatch> Explain(string text, int spansPerRule = 100);
}
