namespace Audience.Training.Linear;

/// <summary>The loss of logistic regression, each column for itself.</summary>
internal readonly struct Logistic : ILoss
{
    private const int MaxSteps = 20;
    private const float Exact = 0.01f;

    /// <inheritdoc/>
    public void Pull(ReadOnlySpan<float> others, ReadOnlySpan<sbyte> truth, float square, float cost, Span<float> pulls)
    {
        for (int column = 0; column < truth.Length; column++)
        {
            // The margin m = m(others) + square · cost · σ(-m), by Newton's method, and by halving where that would leave the known bounds.
            float sign = truth[column],
                without = sign * others[column],
                pull = square * cost,
                low = without,
                high = without + pull,
                margin = Math.Clamp(without + square * sign * pulls[column], low, high);
            for (int step = 0; step < MaxSteps; step++)
            {
                float wrong = 1 / (1 + MathF.Exp(margin)),
                    gap = without + pull * wrong - margin;
                if (gap > 0)
                    low = margin;
                else
                    high = margin;
                float move = gap / (1 + pull * wrong * (1 - wrong)),
                    next = margin + move;
                margin = next > low && next < high ? next : (low + high) / 2;
                if (Math.Abs(move) < Exact)
                    break;
            }
            pulls[column] = sign * (margin - without) / square;
        }
    }
}
