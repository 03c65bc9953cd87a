namespace Audience.Training;

/// <summary>Scores documents by models that were fitted without them.</summary>
internal static class HeldOut
{
    /// <summary>With more documents than this, a fifth is held out once; with fewer, every fifth in turn.</summary>
    public const int Many = 10_000;

    /// <summary>The best threshold of each label; null where too few documents have it.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="fit">Fits to some documents, and gives what scores others; told which fit it is of how many, from 0 on.</param>
    public static double?[] Thresholds(Documents documents, Func<int[], int, int, Func<int, IReadOnlyList<double>>> fit)
    {
        int folds = documents.Count <= Many ? Documents.Folds : 1;
        var scored = new List<(int Document, IReadOnlyList<double> Scores)>();
        for (int fold = 0; fold < folds; fold++)
        {
            var all = Enumerable.Range(0, documents.Count);
            var score = fit([.. all.Where(d => documents.Fold[d] != fold)], fold, folds);
            scored.AddRange(all.Where(d => documents.Fold[d] == fold).Select(d => (d, score(d))));
        }
        return
        [
            .. Enumerable
                .Range(0, documents.Labels.Count)
                .Select(label =>
                    Training.Thresholds.BestF1(scored.Select(s => (s.Scores[label], documents.Truth[s.Document].Contains(label))))
                ),
        ];
    }
}
