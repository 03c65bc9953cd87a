using Audience.Labeling.Scoring;

namespace Audience.Training.Calibrating;

/// <summary>Learns how scores become probabilities, from documents that were scored by models fitted without them.</summary>
internal static class CalibrationFit
{
    // With fewer documents of a label, or without it, its curve is that of all labels together.
    private const int Fewest = 5;

    // Of a label that no document has: its probability is nil.
    private const double Never = -1_000;

    /// <summary>Learns it; null where no document was held out.</summary>
    /// <param name="scored">The documents: the numbers of their labels, and the score of each label.</param>
    /// <param name="oneLabel">Whether each document has exactly one label.</param>
    /// <param name="votes">Whether scores are shares of votes.</param>
    /// <param name="bias">By label: what these scores hold and those of the model to be calibrated lack; null where they are alike.</param>
    public static Calibration? Fit(
        IReadOnlyList<(int[] Truth, double[] Scores)> scored,
        bool oneLabel,
        bool votes,
        IReadOnlyList<float>? bias = null
    )
    {
        if (scored.Count == 0)
            return null;
        var evidence = scored
            .Select(d => (d.Truth, Evidence: Array.ConvertAll(d.Scores, score => Calibration.Evidence(score, oneLabel, votes))))
            .ToList();
        int labels = scored[0].Scores.Length;
        var curves = oneLabel ? OneScale(evidence) : ScaleOfEach(evidence, labels);
        return new Calibration(
            [.. curves.Select(curve => curve.Scale)],
            [.. curves.Select((curve, label) => curve.Offset + Lacking(curve.Scale, label))],
            oneLabel,
            votes
        );

        double Lacking(double scale, int label) =>
            bias is null ? 0
            : float.IsFinite(bias[label]) ? scale * bias[label]
            : Never;
    }

    private static (double Scale, double Offset)[] OneScale(IReadOnlyList<(int[] Truth, double[] Evidence)> documents)
    {
        var (scale, offsets) = LabelOffsets.Fit([.. documents.Select(d => (d.Truth[0], d.Evidence))]);
        return Array.ConvertAll(offsets, offset => (scale, offset));
    }

    private static (double Scale, double Offset)[] ScaleOfEach(IReadOnlyList<(int[] Truth, double[] Evidence)> documents, int labels)
    {
        var all = Enumerable.Range(0, labels).Select(OfLabel).ToList();
        (double, double)? pooled = null;
        return
        [
            .. all.Select(one =>
                Math.Min(one.Count(d => d.Has), one.Count(d => !d.Has)) >= Fewest
                    ? PlattCurve.Fit(one)
                    : pooled ??= PlattCurve.Fit([.. all.SelectMany(d => d)])
            ),
        ];

        List<(double Evidence, bool Has)> OfLabel(int label) =>
            [
                .. documents
                    .Where(d => double.IsFinite(d.Evidence[label]))
                    .Select(d => (d.Evidence[label], Array.IndexOf(d.Truth, label) >= 0)),
            ];
    }
}
