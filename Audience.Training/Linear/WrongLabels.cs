namespace Audience.Training.Linear;

/// <summary>
/// Where many labels are wrong, linear fits learn them too: the documents whose labels are contradicted most by models that were fitted
/// without them are left out (Northcutt, Jiang, Chuang 2021, Confident Learning). Where labels are right this would cost the rare cases,
/// so it is done only where models err even where they are most certain: hard documents lie elsewhere, wrong labels everywhere.
/// </summary>
internal static class WrongLabels
{
    /// <summary>One document in so many counts as certain.</summary>
    private const int Certain = 5;

    /// <summary>
    /// Labels are taken for right up to this share: of clean texts 0 to 2.5% of the certain are wrong, with a tenth of labels changed 10
    /// to 13%.
    /// </summary>
    private const double Noticeable = 0.05;

    /// <summary>Above this share it is the models that know too little to say: they err where they are most certain.</summary>
    private const double Unlearned = 0.3;

    /// <summary>Of wrong labels so many are found before more right ones than wrong ones would be left out.</summary>
    private const double Found = 0.7;

    /// <summary>Fewer documents tell too little about which labels are wrong.</summary>
    private const int Fewest = 1_000;

    // Of so few documents more than one fold is held out: one would not tell whether anything is gained.
    private const int Few = 3_000;
    private const int FoldsOfFew = 3;

    // Without wrong labels larger weights do no harm.
    private static readonly float[] Costs = [1, 2, 4];

    /// <summary>What is to be learned from, how, and the scores of held-out documents, by what was learned without wrong labels.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="data">Their features.</param>
    /// <param name="setting">How all of them would be fitted.</param>
    /// <param name="scores">By document: the scores of its labels by a fit to all others; null where it was not held out.</param>
    /// <param name="watch">Told what is done.</param>
    public static (FitData Learned, LinearSetting Setting, List<(int[] Truth, float[] Scores)> Scored) Without(
        Documents documents,
        FitData data,
        LinearSetting setting,
        float[]?[] scores,
        TrainingWatch watch
    )
    {
        if (Find(documents, data, setting, scores, watch) is not var (leftOut, better, without))
            return (data, setting, Trials.Scored(scores, documents.Truth));
        return (data.Only(Enumerable.Range(0, documents.Count).Where(d => !leftOut[d])), better, Trials.Scored(without, documents.Truth));
    }

    /// <summary>
    /// Which documents are not to be learned from, how to fit to the others, and what that makes of held-out documents; null where labels
    /// are right enough.
    /// </summary>
    /// <param name="documents">The documents.</param>
    /// <param name="data">Their features.</param>
    /// <param name="setting">How all of them would be fitted.</param>
    /// <param name="scores">By document: the scores of its labels by a fit to all others; null where its fold was not held out.</param>
    /// <param name="watch">Told what is done.</param>
    internal static (bool[] LeftOut, LinearSetting Setting, float[]?[] Scores)? Find(
        Documents documents,
        FitData data,
        LinearSetting setting,
        float[]?[] scores,
        TrainingWatch watch
    )
    {
        if (Noticed(documents, scores) is not { } share)
            return null;
        LinearSetting[] settings = [.. Costs.Select(cost => setting with { Cost = cost * setting.Cost })];
        int folds = documents.Count <= Few ? FoldsOfFew : 1;
        var best = settings
            .Zip(Scores(documents, data, setting, settings, folds, share, watch))
            .Select(tried => (Setting: tried.First, Scores: tried.Second, F1: Trials.F1(tried.Second, data, false)))
            .MaxBy(tried => tried.F1);
        float[]?[] before = HeldOutBy(folds, documents, data, setting, scores, watch);
        if (best.F1 < Trials.F1([.. before.Select((s, d) => documents.Fold[d] < folds ? s : null)], data, false))
            return null;
        float[]?[] all = HeldOutBy(Documents.Folds, documents, data, setting, before, watch);
        return (MostContradicted(data, all, share), best.Setting, best.Scores);
    }

    // Scores of documents whose own labels had no part in which others were left out: a label that contradicts a wrong one would let that
    // be left out, and so seem to be foretold by the rest.
    private static float[]?[][] Scores(
        Documents documents,
        FitData data,
        LinearSetting setting,
        LinearSetting[] settings,
        int folds,
        double share,
        TrainingWatch watch
    )
    {
        float[]?[][] scores = [.. settings.Select(_ => new float[]?[documents.Count])];
        for (int fold = 0; fold < folds; fold++)
        {
            // The fold to be scored comes first, and no other is scored by what was learned from it.
            int[] turned = Array.ConvertAll(documents.Fold, f => (f - fold + Documents.Folds) % Documents.Folds);
            bool[] first = Array.ConvertAll(turned, f => f == 0);
            float[]?[] others = Trials.Run(data, turned, Documents.Folds, false, [setting], watch, first, 1)[0];
            float[]?[][] tried = Trials.Run(data, turned, 1, false, settings, watch, MostContradicted(data, others, share));
            for (int at = 0; at < settings.Length; at++)
            for (int document = 0; document < documents.Count; document++)
                scores[at][document] ??= tried[at][document];
        }
        return scores;
    }

    // The scores of the first folds, of which some are known.
    private static float[]?[] HeldOutBy(
        int folds,
        Documents documents,
        FitData data,
        LinearSetting setting,
        float[]?[] known,
        TrainingWatch watch
    )
    {
        int held = 1 + Enumerable.Range(0, documents.Count).Where(d => known[d] is not null).Max(d => documents.Fold[d]);
        return held >= folds
            ? known
            : [.. known.Zip(Trials.Run(data, documents.Fold, folds, false, [setting], watch, first: held)[0], (k, other) => k ?? other)];
    }

    /// <summary>
    /// The scores of all documents by fits that learned neither from them nor from those whose labels seem wrong without them; null where
    /// labels are right enough.
    /// </summary>
    public static float[]?[]? ScoresWithout(
        Documents documents,
        FitData data,
        LinearSetting setting,
        float[]?[] scores,
        TrainingWatch watch
    ) => Noticed(documents, scores) is { } share ? Scores(documents, data, setting, [setting], Documents.Folds, share, watch)[0] : null;

    // The share of labels that are wrong; null where they are few, or nothing can be said.
    private static double? Noticed(Documents documents, float[]?[] scores) =>
        documents.MultiLabel || documents.Count < Fewest ? null
        : Share(Trials.Scored(scores, documents.Truth)) is var share && share is >= Noticeable and <= Unlearned ? share
        : null;

    /// <summary>How many labels are wrong, by the documents that models are most certain of.</summary>
    internal static double Share(IReadOnlyList<(int[] Truth, float[] Scores)> scored)
    {
        bool[] wrong =
        [
            .. scored
                .Select(d => (Lead: Lead(d.Scores, Best(d.Scores)), Wrong: Best(d.Scores) != d.Truth[0]))
                .OrderByDescending(d => d.Lead)
                .Take(Math.Max(1, scored.Count / Certain))
                .Select(d => d.Wrong),
        ];
        return (double)wrong.Count(w => w) / wrong.Length;
    }

    private static bool[] MostContradicted(FitData data, float[]?[] scores, double share)
    {
        bool[] leftOut = new bool[scores.Length];
        int[] scored = [.. Enumerable.Range(0, scores.Length).Where(d => scores[d] is not null)];
        foreach (int document in scored.OrderBy(d => Lead(scores[d]!, data.Truth[d][0])).Take((int)(Found * share * scored.Length)))
            leftOut[document] = true;
        return leftOut;
    }

    private static int Best(float[] scores) => Array.IndexOf(scores, scores.Max());

    // How far the score of a label is before the best other one.
    private static float Lead(float[] scores, int label)
    {
        float other = float.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
            if (i != label)
                other = Math.Max(other, scores[i]);
        return scores[label] - other;
    }
}
