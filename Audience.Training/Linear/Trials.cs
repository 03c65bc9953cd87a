namespace Audience.Training.Linear;

/// <summary>Scores documents by models that were fitted without them.</summary>
internal static class Trials
{
    /// <summary>Tries settings.</summary>
    /// <param name="data">The documents.</param>
    /// <param name="fold">By document: its fold.</param>
    /// <param name="folds">How many folds are held out, one after the other; documents of later ones are always learned from.</param>
    /// <param name="multiLabel">Whether a document may have several labels.</param>
    /// <param name="settings">What to try.</param>
    /// <param name="watch">Told what is done.</param>
    /// <param name="leftOut">By document: whether it is only scored, and never learned from; null where none is.</param>
    /// <param name="first">The first fold that is held out.</param>
    /// <returns>By setting and document: the scores of its labels; null where the document was not held out.</returns>
    public static float[]?[][] Run(
        FitData data,
        int[] fold,
        int folds,
        bool multiLabel,
        IReadOnlyList<LinearSetting> settings,
        TrainingWatch watch,
        bool[]? leftOut = null,
        int first = 0
    )
    {
        var scores = settings.Select(_ => new float[]?[data.Rows.Length]).ToArray();
        var all = Enumerable.Range(0, data.Rows.Length);
        var parts = Enumerable
            .Range(first, folds - first)
            .ToDictionary(f => f, f => data.Only(all.Where(d => fold[d] != f && leftOut?[d] is not true)));
        var held = Held(data, fold, parts);
        int done = 0,
            fits = settings.Count * parts.Count;
        Parallel.For(
            0,
            fits,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = watch.Cancel },
            fit =>
            {
                var (setting, part) = (fit / parts.Count, first + fit % parts.Count);
                var weights = LinearFit.Fit(parts[part], multiLabel, settings[setting], _ => { }, watch.Cancel);
                for (int document = 0; document < fold.Length; document++)
                    if (fold[document] == part)
                        scores[setting][document] = weights.Score(held[document]);
                watch.Done((double)Interlocked.Increment(ref done) / fits);
            }
        );
        return scores;
    }

    /// <summary>The documents that were held out, with the numbers of their labels.</summary>
    public static List<(int[] Truth, float[] Scores)> Scored(float[]?[] scores, int[][] truth) =>
        [.. scores.Select((s, d) => (Truth: truth[d], Scores: s!)).Where(s => s.Scores is not null)];

    /// <summary>How well scores tell the labels, as a macro-F1 with the thresholds that suit them best.</summary>
    public static double F1(float[]?[] scores, FitData data, bool multiLabel)
    {
        var scored = Scored(scores, data.Truth);
        if (Favour.CanHelp(data, multiLabel))
            return Favour.Choose(scored, data.Labels).F1;
        if (!multiLabel)
            return FastF1.Single(scored.Select(s => (s.Truth[0], Array.IndexOf(s.Scores, s.Scores.Max()))), data.Labels);
        return FastF1.Several(scored, Thresholds(scored, data.Labels));
    }

    /// <summary>The best threshold of each label; 0 where too few documents have it.</summary>
    public static double[] Thresholds(IReadOnlyList<(int[] Truth, float[] Scores)> scored, int labels) =>
        [
            .. Enumerable
                .Range(0, labels)
                .Select(label => Training.Thresholds.BestF1(scored.Select(s => ((double)s.Scores[label], s.Truth.Contains(label)))) ?? 0),
        ];

    // By document: what the fit that it is held out of sees of it.
    private static SparseRow[] Held(FitData data, int[] fold, Dictionary<int, FitData> parts)
    {
        if (!data.UnitLength)
            return data.Rows;
        var known = parts.ToDictionary(part => part.Key, part => new KnownTokens(part.Value));
        return [.. data.Rows.Select((row, document) => known.TryGetValue(fold[document], out var tokens) ? tokens.Of(row) : row)];
    }
}
