using System.Numerics.Tensors;

namespace Audience.Training.Linear;

/// <summary>What a linear fit learned.</summary>
/// <param name="Weights">Tokens × labels.</param>
/// <param name="Bias">By label; negative infinity for a label that no document had.</param>
internal sealed record LinearWeights(float[] Weights, float[] Bias)
{
    /// <summary>The score of each label.</summary>
    public float[] Score(SparseRow row)
    {
        float[] scores = new float[Bias.Length];
        Score(row, Weights, Bias, scores);
        return scores;
    }

    /// <summary>The scores of a document.</summary>
    /// <param name="row">The document.</param>
    /// <param name="weights">Tokens × columns.</param>
    /// <param name="bias">By column.</param>
    /// <param name="scores">By column; replaced.</param>
    public static void Score(SparseRow row, float[] weights, float[] bias, Span<float> scores)
    {
        int columns = bias.Length;
        bias.CopyTo(scores);
        if (columns == 1)
        {
            float sum = bias[0];
            for (int i = 0; i < row.Tokens.Length; i++)
                sum += row.Values[i] * weights[row.Tokens[i]];
            scores[0] = sum;
            return;
        }
        for (int i = 0; i < row.Tokens.Length; i++)
            TensorPrimitives.MultiplyAdd(weights.AsSpan(row.Tokens[i] * columns, columns), row.Values[i], scores, scores);
    }
}
