namespace Audience.Training.Calibrating;

/// <summary>
/// One scale for all scores of a model that gives each text exactly one label, and an offset for each label (Alexandari, Kundaje, Shrikumar
/// 2020: bias-corrected temperature scaling). A scale alone cannot mend a model that gives one label too much: where few texts hold
/// anything that it knows, its biases decide, and chance in choosing its settings can have turned them to the wrong side.
/// </summary>
internal static class LabelOffsets
{
    private const int Rounds = 15;

    /// <summary>
    /// So many more documents of each label, of which the model knows nothing, are taken to be there: else chance would make the offsets of
    /// few documents.
    /// </summary>
    private const double More = 100;

    /// <summary>The scale and offsets under which the true labels are the most probable.</summary>
    /// <param name="documents">The number of each document's label, and the evidence for each label.</param>
    public static (double Scale, double[] Offsets) Fit(IReadOnlyList<(int Truth, double[] Evidence)> documents)
    {
        int labels = documents[0].Evidence.Length;
        double[] offsets = new double[labels],
            having = new double[labels];
        Array.Fill(having, More);
        foreach (var (truth, _) in documents)
            having[truth]++;
        double scale = Temperature.Fit(documents),
            doubt = 1.0 / (documents.Count + 2);
        for (int round = 0; round < Rounds; round++)
        {
            // Each label is to get as much probability as it has documents: one step of iterative scaling, which never overshoots.
            double[] given = Sums(documents, scale, offsets);
            for (int label = 0; label < labels; label++)
                offsets[label] += Math.Log(having[label] / given[label]);
            scale = Rescaled(documents, scale, offsets, doubt);
        }
        return (scale, offsets);
    }

    private static double[] Sums(IReadOnlyList<(int Truth, double[] Evidence)> documents, double scale, double[] offsets)
    {
        double[] sums = new double[offsets.Length],
            chances = new double[offsets.Length];
        Softmax(new double[offsets.Length], scale, offsets, sums);
        for (int label = 0; label < sums.Length; label++)
            sums[label] *= More * sums.Length;
        foreach (var (_, evidence) in documents)
        {
            Softmax(evidence, scale, offsets, chances);
            for (int label = 0; label < sums.Length; label++)
                sums[label] += chances[label];
        }
        return sums;
    }

    // A step of Newton's method, to twice or half the scale at most.
    private static double Rescaled(IReadOnlyList<(int Truth, double[] Evidence)> documents, double scale, double[] offsets, double doubt)
    {
        double[] chances = new double[offsets.Length];
        double slope = 0,
            curvature = 0;
        foreach (var (truth, evidence) in documents)
        {
            if (!double.IsFinite(evidence[truth]))
                continue;
            Softmax(evidence, scale, offsets, chances);
            double mean = 0,
                square = 0;
            for (int label = 0; label < chances.Length; label++)
                if (chances[label] > 0)
                    (mean, square) = (mean + chances[label] * evidence[label], square + chances[label] * evidence[label] * evidence[label]);
            slope += mean - Temperature.Target(truth, evidence, doubt);
            curvature += square - mean * mean;
        }
        return curvature > 0 ? Math.Clamp(scale - slope / curvature, scale / 2, scale * 2) : scale;
    }

    private static void Softmax(double[] evidence, double scale, double[] offsets, double[] chances)
    {
        double largest = double.NegativeInfinity,
            sum = 0;
        for (int label = 0; label < chances.Length; label++)
        {
            chances[label] = double.IsFinite(evidence[label]) ? scale * evidence[label] + offsets[label] : double.NegativeInfinity;
            largest = Math.Max(largest, chances[label]);
        }
        for (int label = 0; label < chances.Length; label++)
            sum += chances[label] = double.IsFinite(chances[label]) ? Math.Exp(chances[label] - largest) : 0;
        for (int label = 0; label < chances.Length && sum > 0; label++)
            chances[label] /= sum;
    }
}
