using Audience.Training.Calibrating;

namespace Audience.Training.Linear;

/// <summary>
/// How much rare labels are favoured where each document has one: the best label, and not the most probable one, wins, by the logarithms of
/// the labels' shares (Menon, Jayasumana, Rawat, Jain, Veit, Kumar 2021, Long-tail learning via logit adjustment). How much of them is
/// taken is what gives the best macro-F1 on documents that were held out.
/// </summary>
internal static class Favour
{
    /// <summary>Parts of the logarithms that are tried.</summary>
    private static readonly double[] Parts = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2];

    /// <summary>Labels are unevenly spread where the rarest has less than this part of an even share.</summary>
    private const double Uneven = 0.5;

    /// <summary>Less than this is not worth that the most probable label does not win.</summary>
    private const double Worth = 0.003;

    /// <summary>Whether labels are so rare that favouring them can help.</summary>
    public static bool CanHelp(FitData data, bool multiLabel) =>
        !multiLabel
        && data.Truth.SelectMany(t => t).CountBy(label => label).Min(label => label.Value) < Uneven * data.Rows.Length / data.Labels;

    /// <summary>What is taken from the score of each label, and the macro-F1 that it gives.</summary>
    /// <param name="scored">Documents that were held out: the number of the label, and the scores.</param>
    /// <param name="labels">How many labels there are.</param>
    public static (float[] Taken, double F1) Choose(IReadOnlyList<(int[] Truth, float[] Scores)> scored, int labels)
    {
        double[] logShares = LogShares(scored, labels);
        // Scores of well regularised models are small: the logarithms are brought to their scale.
        double scale = Temperature.Fit([.. scored.Select(d => (d.Truth[0], Array.ConvertAll(d.Scores, score => (double)score)))]);
        var best = Tried(0);
        double least = best.F1 + Worth;
        foreach (var tried in Parts.Select(Tried))
            if (tried.F1 > Math.Max(least, best.F1))
                best = tried;
        return best;

        (float[] Taken, double F1) Tried(double part)
        {
            float[] taken = Array.ConvertAll(logShares, share => (float)(part * share / scale));
            return (taken, FastF1.Single(scored.Select(d => (d.Truth[0], Best(d.Scores, taken))), labels));
        }
    }

    private static double[] LogShares(IReadOnlyList<(int[] Truth, float[] Scores)> scored, int labels)
    {
        int[] having = new int[labels];
        foreach (var (truth, _) in scored)
            having[truth[0]]++;
        return Array.ConvertAll(having, count => Math.Log(Math.Max(count, 1.0) / scored.Count));
    }

    private static int Best(float[] scores, float[] taken)
    {
        int best = 0;
        for (int label = 1; label < scores.Length; label++)
            if (scores[label] - taken[label] > scores[best] - taken[best])
                best = label;
        return best;
    }
}
