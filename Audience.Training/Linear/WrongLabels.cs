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
        var scored = Trials.Scored(scores, documents.Truth);
        if (Find(documents, data, setting, scored, watch) is not var (leftOut, better))
            return (data, setting, scored);
        scored = Trials.Scored(Trials.Run(data, documents.Fold, 1, false, [better], watch, leftOut)[0], documents.Truth);
        return (data.Only(Enumerable.Range(0, documents.Count).Where(d => !leftOut[d])), better, scored);
    }

    /// <summary>Which documents are not to be learned from, and how to fit to the others; null where labels are right enough.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="data">Their features.</param>
    /// <param name="setting">How all of them would be fitted.</param>
    /// <param name="scored">Documents that were held out: the numbers of their labels, and the score of each label.</param>
    /// <param name="watch">Told what is done.</param>
    internal static (bool[] LeftOut, LinearSetting Setting)? Find(
        Documents documents,
        FitData data,
        LinearSetting setting,
        IReadOnlyList<(int[] Truth, float[] Scores)> scored,
        TrainingWatch watch
    )
    {
        if (documents.MultiLabel || documents.Count < Fewest || Share(scored) is var share && share is < Noticeable or > Unlearned)
            return null;
        float[]?[] all = Trials.Run(data, documents.Fold, Documents.Folds, false, [setting], watch)[0];
        bool[] leftOut = MostContradicted(data, all, (int)(Found * share * documents.Count));
        int folds = documents.Count <= HeldOut.Many ? 2 : 1;
        LinearSetting[] settings = [.. Costs.Select(cost => setting with { Cost = cost * setting.Cost })];
        var best = settings
            .Zip(Trials.Run(data, documents.Fold, folds, false, settings, watch, leftOut))
            .Select(tried => (Setting: tried.First, F1: Trials.F1(tried.Second, data, false)))
            .MaxBy(tried => tried.F1);
        double before = Trials.F1([.. all.Select((scores, d) => documents.Fold[d] < folds ? scores : null)], data, false);
        return best.F1 >= before ? (leftOut, best.Setting) : null;
    }

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

    private static bool[] MostContradicted(FitData data, float[]?[] scores, int count)
    {
        bool[] leftOut = new bool[scores.Length];
        foreach (int document in Enumerable.Range(0, scores.Length).OrderBy(d => Lead(scores[d]!, data.Truth[d][0])).Take(count))
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
