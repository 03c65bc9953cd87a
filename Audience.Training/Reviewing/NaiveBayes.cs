using Audience.Training.Linear;

namespace Audience.Training.Reviewing;

/// <summary>
/// Multinomial naive Bayes over features: it counts, and so wrong labels hardly move it, where a regression that weighs tokens against one
/// another learns some of them by heart.
/// </summary>
internal static class NaiveBayes
{
    /// <summary>By document: the scores of its labels, by counts of the other folds.</summary>
    public static double[][] HeldOut(FitData data, int[] fold, int folds, CancellationToken cancellationToken)
    {
        double[][] scores = new double[data.Rows.Length][];
        for (int part = 0; part < folds; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var all = Enumerable.Range(0, scores.Length);
            var weights = Fit(data.Only(all.Where(d => fold[d] != part)));
            foreach (int document in all.Where(d => fold[d] == part))
                scores[document] = Array.ConvertAll(weights.Score(data.Rows[document]), score => (double)score);
        }
        return scores;
    }

    private static LinearWeights Fit(FitData data)
    {
        int labels = data.Labels;
        float[] weights = new float[(long)data.Tokens * labels];
        double[] ofLabel = new double[labels];
        for (int document = 0; document < data.Rows.Length; document++)
            foreach (int label in data.Truth[document])
            {
                ofLabel[label] += data.Rows[document].Tokens.Length;
                foreach (int token in data.Rows[document].Tokens)
                    weights[token * labels + label]++;
            }
        for (int token = 0; token < data.Tokens; token++)
        for (int label = 0; label < labels; label++)
            weights[token * labels + label] = (float)Math.Log((1 + weights[token * labels + label]) / (ofLabel[label] + data.Tokens));
        return new LinearWeights(weights, Array.ConvertAll(ofLabel, count => count == 0 ? float.NegativeInfinity : 0));
    }
}
