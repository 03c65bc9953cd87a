namespace Audience.Training.Linear;

/// <summary>The loss of a support vector machine: the square of what a document lacks to the margin, each column for itself.</summary>
internal readonly struct SquaredHinge : ILoss
{
    /// <inheritdoc/>
    public void Pull(ReadOnlySpan<float> others, ReadOnlySpan<sbyte> truth, float square, float cost, Span<float> pulls)
    {
        float size = 1 / (square + 1 / (2 * cost));
        for (int column = 0; column < truth.Length; column++)
            pulls[column] = truth[column] * Math.Max(0, (1 - truth[column] * others[column]) * size);
    }
}
