using System.Numerics.Tensors;

namespace Audience.Training.Linear;

/// <summary>The loss of multinomial logistic regression: the columns share a probability of 1.</summary>
internal readonly struct Softmax : ILoss
{
    private const int MaxSteps = 30;
    private const float MaxStep = 3;
    private const float Exact = 0.01f;

    /// <inheritdoc/>
    public void Pull(ReadOnlySpan<float> others, ReadOnlySpan<sbyte> truth, float square, float cost, Span<float> pulls)
    {
        int columns = truth.Length;
        Span<float> scores = columns <= 256 ? stackalloc float[columns] : new float[columns],
            chances = columns <= 256 ? stackalloc float[columns] : new float[columns];
        for (int column = 0; column < columns; column++)
            scores[column] = others[column] + square * pulls[column];
        float pull = square * cost,
            limit = MaxStep,
            before = float.PositiveInfinity;
        // Newton's method for the scores s = others + square · cost · (truth - softmax(s)); its matrix is diagonal but for one product.
        for (int step = 0; step < MaxSteps; step++)
        {
            TensorPrimitives.SoftMax(scores, chances);
            float along = 0,
                own = 0;
            for (int column = 0; column < columns; column++)
            {
                float chance = chances[column],
                    bend = 1 + pull * chance;
                own += chance / bend;
                along += chance * Gap(others[column], scores[column], pull, truth[column], chance) / bend;
            }
            float shift = pull * along / own,
                largest = 0;
            for (int column = 0; column < columns; column++)
            {
                float chance = chances[column],
                    move = (Gap(others[column], scores[column], pull, truth[column], chance) + chance * shift) / (1 + pull * chance);
                largest = Math.Max(largest, Math.Abs(move));
                pulls[column] = move;
            }
            // Where steps do not get shorter, they go to and fro over the goal.
            if (largest > 0.7f * before)
                limit /= 2;
            before = largest;
            float part = Math.Min(1, limit / largest);
            for (int column = 0; column < columns; column++)
                scores[column] += part * pulls[column];
            if (largest < Exact)
                break;
        }
        for (int column = 0; column < columns; column++)
            pulls[column] = (scores[column] - others[column]) / square;
    }

    private static float Gap(float without, float score, float pull, sbyte truth, float chance) =>
        without + pull * ((truth > 0 ? 1 : 0) - chance) - score;
}
