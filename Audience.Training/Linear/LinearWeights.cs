namespace Audience.Training.Linear;

/// <summary>What a linear fit learned.</summary>
/// <param name="Weights">Tokens × labels.</param>
/// <param name="Bias">By label; negative infinity for a label that no document had.</param>
internal sealed record LinearWeights(float[] Weights, float[] Bias)
{
    /// <summary>Weights of 0, and no label that is ever given.</summary>
    public static LinearWeights None(FitData data)
    {
        float[] bias = new float[data.Labels];
        Array.Fill(bias, float.NegativeInfinity);
        return new LinearWeights(new float[(long)data.Tokens * data.Labels], bias);
    }

    /// <summary>The score of each label.</summary>
    public float[] Score(SparseRow row)
    {
        float[] scores = [.. Bias];
        for (int i = 0; i < row.Tokens.Length; i++)
        for (int label = 0; label < scores.Length; label++)
            scores[label] += row.Values[i] * Weights[row.Tokens[i] * scores.Length + label];
        return scores;
    }

    /// <summary>Puts the weights of one label, by token, in their places.</summary>
    public void Put(int label, IReadOnlyList<float> weights, float bias)
    {
        Bias[label] = bias;
        for (int token = 0; token < weights.Count; token++)
            Weights[token * Bias.Length + label] = weights[token];
    }
}
