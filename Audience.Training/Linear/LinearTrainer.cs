using Audience.Labeling.Features;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared;
using Audience.Training.Calibrating;

namespace Audience.Training.Linear;

/// <summary>
/// Learns linear models over TF-IDF. What texts are cut into and how much large weights cost is what does best on documents that were
/// held out; so are thresholds. Then all documents are learned from.
/// </summary>
internal static class LinearTrainer
{
    /// <summary>Learns a model of kind Svm or LogisticRegression.</summary>
    public static PreparedModel Train(ModelKind kind, Documents documents, TrainingWatch watch)
    {
        var loss = kind == ModelKind.Svm ? LossKind.SquaredHinge : LossKind.Logistic;
        var sample = new Sample(documents);
        var (cut, features, data) = TokenChoice.Choose(documents, sample, watch);
        var (setting, scores) = SettingChoice.Choose(loss, documents, sample, data, watch);
        if (sample.Documents.Length < documents.Count)
        {
            features = TfIdf.Learn(documents.Texts, cut.Set, MaxTokens(documents), watch.Cancel, cut.MinTexts);
            data = Data(documents, features, documents.Count, watch.Cancel);
            // Models of the sample are less certain than one of all documents, which thresholds and probabilities are for.
            watch.Part(0.8);
            scores = Trials.Run(data, documents.Fold, 1, documents.MultiLabel, [setting], watch)[0];
        }
        watch.Part(0.85);
        (var learned, setting, var scored) = WrongLabels.Without(documents, data, setting, scores, watch);
        float[]? thresholds =
            documents.MultiLabel ? Array.ConvertAll(Trials.Thresholds(scored, documents.Labels.Count), threshold => (float)threshold)
            : Favour.CanHelp(data, false) ? Favour.Choose(scored, documents.Labels.Count).Taken
            : null;
        watch.Part(1);
        var weights = LinearFit.Fit(learned, documents.MultiLabel, setting, watch.Done, watch.Cancel);
        var model = new LinearModel(documents.Labels, features, weights.Weights, weights.Bias, thresholds, !documents.MultiLabel);
        return PreparedModel
            .FromLinear(kind, documents.MultiLabel, model)
            .With(
                CalibrationFit.Fit(
                    [.. scored.Select(d => (d.Truth, Array.ConvertAll(d.Scores, score => (double)score)))],
                    !documents.MultiLabel,
                    votes: false
                )
            );
    }

    /// <summary>How many tokens a model may know, so that its weights stay small enough to be kept and sent.</summary>
    public static int MaxTokens(Documents documents) => Math.Clamp(8_000_000 / documents.Labels.Count, 8_000, 1 << 18);

    /// <summary>The first so many documents as features.</summary>
    public static FitData Data(Documents documents, TfIdf features, int count, CancellationToken cancellationToken)
    {
        var counts = new TokenCounts(features.Vocabulary);
        var rows = new SparseRow[count];
        for (int document = 0; document < rows.Length; document++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Count(documents.Texts[document]);
            var (tokens, values) = features.Vector(counts);
            rows[document] = new SparseRow(tokens, values);
        }
        return new FitData(rows, documents.Truth[..count], documents.Labels.Count, features.Vocabulary.Count, UnitLength: true);
    }
}
