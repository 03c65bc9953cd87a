namespace Audience.Labeling;

/// <summary>
/// Decides which labels a text gets. Implementations are immutable and safe to share between threads,
/// and do not allocate per text in the steady state.
/// </summary>
public interface ILabelModel
{
    /// <summary>The labels that this model can give, distinct, in the order in which they are reported.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Adds to <paramref name="found"/> the index in <see cref="Labels"/> of every label that the text gets.</summary>
    /// <param name="text">The text, any valid or invalid UTF-16, possibly empty.</param>
    /// <param name="found">Cleared by the caller; its capacity is at least the number of labels.</param>
    void Label(ReadOnlySpan<char> text, LabelSet found);
}
