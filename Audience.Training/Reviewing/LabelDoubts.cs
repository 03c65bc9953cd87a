using Audience.Labeling.Features;
using Audience.Training.Calibrating;
using Audience.Training.Linear;

namespace Audience.Training.Reviewing;

/// <summary>
/// Finds documents whose labels are probably wrong, by confident learning (Northcutt, Jiang, Chuang 2021, Confident Learning: Estimating
/// Uncertainty in Dataset Labels): every document is judged by a logistic regression that was fitted without it, and each label is held
/// against how sure the model is, on average, of the documents that have it.
/// </summary>
public static class LabelDoubts
{
    /// <summary>How much what was counted weighs beside what the regression says.</summary>
    private const double OtherWeight = 0.3;

    private const int Deals = 3;

    // Of the work, as trainings have it.
    private const double ChoosingShare = 0.7;

    /// <summary>Judges all documents that have something to be judged by; the most doubtful first.</summary>
    /// <param name="set">The documents.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, rising; from any thread, one at a time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingException">Nothing can be learned from these documents.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static IReadOnlyList<LabelDoubt> Find(TrainingSet set, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        var watch = new TrainingWatch(progress, cancellationToken);
        try
        {
            var documents = new Documents(set, cancellationToken);
            double[][] probabilities = HeldOutProbabilities(documents, watch);
            var judge = documents.MultiLabel ? (IJudge)new SeveralLabels(documents, probabilities) : new OneLabel(documents, probabilities);
            var doubts = Enumerable
                .Range(0, documents.Count)
                .Select(judge.Judge)
                .OrderByDescending(doubt => doubt.Doubt)
                .ThenBy(doubt => doubt.Document)
                .Select(doubt => doubt with { Document = documents.Origin[doubt.Document] })
                .ToList();
            watch.Finish();
            return doubts;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException("the review was cancelled", e, cancellationToken);
        }
    }

    // Of each document, the probability of each label by a model that was fitted without it.
    private static double[][] HeldOutProbabilities(Documents documents, TrainingWatch watch)
    {
        var sample = new Sample(documents);
        var (cut, features, data) = TokenChoice.Choose(documents, sample, watch);
        var (setting, _) = SettingChoice.Choose(LossKind.Logistic, documents, sample, data, watch);
        if (sample.Documents.Length < documents.Count)
        {
            features = TfIdf.Learn(documents.Texts, cut.Set, LinearTrainer.MaxTokens(documents), watch.Cancel, cut.MinTexts);
            data = LinearTrainer.Data(documents, features, documents.Count, watch.Cancel);
        }
        double[][] scores = Scores(documents, data, setting, watch);
        if (!documents.MultiLabel)
            Add(scores, NaiveBayes.HeldOut(data, documents.Fold, Documents.Folds, watch.Cancel), documents);
        var calibration = CalibrationFit.Fit([.. documents.Truth.Zip(scores)], !documents.MultiLabel, votes: false)!;
        foreach (double[] score in scores)
            calibration.Apply(score, score);
        return scores;
    }

    // Which others a document happens to be judged by is chance, which several deals of the folds make smaller; and where many labels are
    // wrong, it is judged by what was learned without them too.
    private static double[][] Scores(Documents documents, FitData data, LinearSetting setting, TrainingWatch watch)
    {
        int deals = documents.Count > HeldOut.Many ? 1 : Deals;
        double[][] sums = [.. documents.Truth.Select(_ => new double[documents.Labels.Count])];
        float[]?[]? without = null;
        for (int deal = 0; deal < deals; deal++)
        {
            watch.Part(ChoosingShare + (1 - ChoosingShare) * (deal + 1) / (Deals + 1));
            int[] fold = deal == 0 ? documents.Fold : documents.FoldsOf(deal);
            float[]?[] scores = Trials.Run(data, fold, Documents.Folds, documents.MultiLabel, [setting], watch)[0];
            Add(scores, 1.0 / deals);
            if (deal == 0 && deals > 1)
                without = WrongLabels.ScoresWithout(documents, data, setting, scores, watch);
        }
        watch.Part(1);
        if (without is not null)
            Add(without, 1);
        return sums;

        void Add(float[]?[] scores, double weight)
        {
            foreach (var (sum, score) in sums.Zip(scores))
                for (int label = 0; label < sum.Length; label++)
                    sum[label] += weight * score![label];
        }
    }

    // Adds what another learner found, each on the scale of its probabilities.
    private static void Add(double[][] scores, double[][] others, Documents documents)
    {
        double scale = Scale(scores),
            other = OtherWeight * Scale(others);
        for (int document = 0; document < scores.Length; document++)
            scores[document] = [.. scores[document].Zip(others[document], (a, b) => scale * a + other * b)];

        double Scale(double[][] of) => Temperature.Fit([.. of.Select((evidence, d) => (documents.Truth[d][0], evidence))]);
    }
}
