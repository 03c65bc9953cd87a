using Audience.Labeling.Features;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;

namespace Audience.Training.Linear;

/// <summary>
/// Learns linear models over TF-IDF. How much large weights cost (or how fast to learn) is what does best on a fifth of the documents
/// that was held out; with several labels at a time, so are the labels' thresholds. Then all documents are learned from.
/// </summary>
internal static class LinearTrainer
{
    /// <summary>So many of the most frequent tokens are known.</summary>
    public const int MaxTokens = 40_000;

    private static readonly float[] Costs = [0.01f, 0.05f, 0.2f];
    private static readonly float[] Rates = [0.1f, 0.3f, 1];

    private delegate LinearWeights Fit(FitData data, float setting, Action<double> done, CancellationToken cancellationToken);

    /// <summary>Learns a model of kind Svm or LogisticRegression.</summary>
    public static PreparedModel Train(ModelKind kind, Documents documents, TrainingWatch watch)
    {
        var features = TfIdf.Learn(documents.Texts, MaxTokens, watch.Cancel);
        var data = Data(documents, features, watch.Cancel);
        Fit fit =
            kind == ModelKind.Svm ? LabelFits.Perceptron
            : documents.MultiLabel ? LabelFits.Logistic
            : MaximumEntropyFit.Fit;
        float setting = Choose(kind == ModelKind.Svm ? Rates : Costs, fit, documents, data, watch);
        float[]? thresholds = documents.MultiLabel ? LearnThresholds(fit, setting, documents, data, watch) : null;
        watch.Part(1);
        var weights = fit(data, setting, watch.Done, watch.Cancel);
        return PreparedModel.FromLinear(
            kind,
            documents.MultiLabel,
            new LinearModel(documents.Labels, features, weights.Weights, weights.Bias, thresholds)
        );
    }

    /// <summary>The documents as features.</summary>
    public static FitData Data(Documents documents, TfIdf features, CancellationToken cancellationToken)
    {
        var counts = new TokenCounts(features.Vocabulary);
        var rows = new SparseRow[documents.Count];
        for (int document = 0; document < rows.Length; document++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Count(documents.Texts[document]);
            var (tokens, values) = features.Vector(counts);
            rows[document] = new SparseRow(tokens, values);
        }
        return new FitData(rows, documents.Truth, documents.Labels.Count, features.Vocabulary.Count);
    }

    private static float Choose(float[] settings, Fit fit, Documents documents, FitData data, TrainingWatch watch)
    {
        int[] some = [.. Enumerable.Range(0, Math.Min(documents.Count, HeldOut.Many))];
        int[] heldOut = [.. some.Where(d => documents.Fold[d] == 0)];
        var rest = data.Only(some.Where(d => documents.Fold[d] != 0));
        double share = 0.4 * some.Length / documents.Count;
        return settings
            .Select(
                (setting, i) =>
                {
                    watch.Part(share * (i + 1) / settings.Length);
                    var weights = fit(rest, setting, watch.Done, watch.Cancel);
                    return (Setting: setting, F1: MacroF1(weights, heldOut, documents, data));
                }
            )
            .MaxBy(s => s.F1)
            .Setting;
    }

    private static double MacroF1(LinearWeights weights, int[] heldOut, Documents documents, FitData data)
    {
        var scores = heldOut.Select(d => weights.Score(data.Rows[d])).ToList();
        float[] thresholds = documents.MultiLabel ? BestThresholds(scores, heldOut, documents) : [];
        var compared = scores.Select(
            (s, i) =>
                (
                    (IReadOnlyList<string>)[.. documents.Truth[heldOut[i]].Select(label => documents.Labels[label])],
                    (IReadOnlyList<string>)(
                        documents.MultiLabel
                            ? [.. documents.Labels.Where((_, label) => s[label] > thresholds[label])]
                            : [documents.Labels[Array.IndexOf(s, s.Max())]]
                    )
                )
        );
        return new ClassificationReport(documents.Labels, documents.MultiLabel, [.. compared]).MacroF1;
    }

    private static float[] LearnThresholds(Fit fit, float setting, Documents documents, FitData data, TrainingWatch watch)
    {
        double?[] thresholds = HeldOut.Thresholds(
            documents,
            (kept, round, rounds) =>
            {
                watch.Part(0.4 + 0.4 * (round + 1) / rounds);
                var weights = fit(data.Only(kept), setting, watch.Done, watch.Cancel);
                return document => Array.ConvertAll(weights.Score(data.Rows[document]), score => (double)score);
            }
        );
        return Array.ConvertAll(thresholds, threshold => (float)(threshold ?? 0));
    }

    private static float[] BestThresholds(List<float[]> scores, IReadOnlyList<int> heldOut, Documents documents) =>
        [
            .. Enumerable
                .Range(0, documents.Labels.Count)
                .Select(label =>
                    (float)(
                        Thresholds.BestF1(scores.Select((s, i) => ((double)s[label], documents.Truth[heldOut[i]].Contains(label)))) ?? 0
                    )
                ),
        ];
}
