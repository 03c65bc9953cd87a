using Audience.Labeling.Features;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;
using Audience.Training.Calibrating;
using Audience.Training.Linear;

namespace Audience.Training.Terms;

/// <summary>
/// Learns term weights: per label a logistic regression over how often the tokens occur, which is what a term-weight model adds up; its
/// largest weights become the label's terms. With several labels at a time, thresholds are those that do best on documents that were
/// held out.
/// </summary>
internal static class TermTrainer
{
    /// <summary>So many terms a label has at most: people are to read and edit them.</summary>
    private const int MaxTerms = 2_000;

    private const int MaxTokens = 40_000;

    /// <summary>The threshold of a label that no document has.</summary>
    private const double Never = 1e9;

    public static PreparedModel Train(Documents documents, TrainingWatch watch)
    {
        var vocabulary = TfIdf.Learn(documents.Texts, TokenSet.Words, MaxTokens, watch.Cancel).Vocabulary;
        string[] names = TokenNames.Of(vocabulary, documents.Texts);
        var (data, scale) = Counts(documents, vocabulary, watch.Cancel);
        var sample = new Sample(documents);
        var (setting, held) = SettingChoice.Choose(LossKind.Logistic, documents, sample, data.Only(sample.Documents), watch);
        if (sample.Documents.Length < documents.Count)
        {
            // Models of the sample are less certain than one of all documents, which probabilities are for. Of a rare label one fold
            // would hold too few documents to say how much it is to be favoured.
            watch.Part(0.7);
            held = Trials.Run(data, documents.Fold, sample.Folds, documents.MultiLabel, [setting], watch)[0];
        }
        // Of a single-label set the best label wins, for which the regression itself draws the line; so it does where too few documents
        // have a label to choose by.
        double?[] chosen = documents.MultiLabel
            ? HeldOut.Thresholds(
                documents,
                (learned, round, rounds) =>
                {
                    watch.Part(0.7 + 0.2 * (round + 1) / rounds);
                    var model = new TermWeightModel(documents.Labels, Terms(Fit(data.Only(learned))), new double[documents.Labels.Count]);
                    return document => model.Score(documents.Texts[document]);
                }
            )
            : new double?[documents.Labels.Count];
        (var kept, setting, var scored) = WrongLabels.Without(documents, data, setting, held, watch);
        watch.Part(1);
        var weights = Fit(kept);
        float[] taken = Favour.CanHelp(data, documents.MultiLabel)
            ? Favour.Choose(scored, documents.Labels.Count).Taken
            : new float[documents.Labels.Count];
        return PreparedModel
            .FromTerms(
                new TermWeightModel(
                    documents.Labels,
                    Terms(weights),
                    [.. chosen.Select((threshold, label) => threshold ?? Line(weights.Bias[label]) + taken[label])],
                    !documents.MultiLabel
                )
            )
            .With(
                CalibrationFit.Fit(
                    [.. scored.Select(d => (d.Truth, Array.ConvertAll(d.Scores, score => (double)score)))],
                    !documents.MultiLabel,
                    votes: false,
                    weights.Bias
                )
            );

        double Line(float bias) => float.IsFinite(bias) ? -bias : Never;

        LinearWeights Fit(FitData from) => LinearFit.Fit(from, documents.MultiLabel, setting, watch.Done, watch.Cancel);

        List<TermWeight> Terms(LinearWeights learned) =>
            [
                .. documents.Labels.SelectMany(
                    (label, number) =>
                        names
                            .Select(
                                (name, token) =>
                                    new TermWeight(label, name, (double)learned.Weights[token * documents.Labels.Count + number] * scale)
                            )
                            .Where(term => term.Weight != 0 && term.Term.Length is > 0 and <= TermWeightModel.MaxTermLength)
                            .OrderByDescending(term => Math.Abs(term.Weight))
                            .ThenBy(term => term.Term, StringComparer.Ordinal)
                            .Take(MaxTerms)
                ),
            ];
    }

    // How often each token occurs, scaled so that documents have length 1 on average, which the fit is made for.
    private static (FitData Data, double Scale) Counts(Documents documents, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        var counts = new TokenCounts(vocabulary);
        var found = new (int[] Tokens, int[] Counts)[documents.Count];
        for (int document = 0; document < found.Length; document++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Count(documents.Texts[document]);
            int[] tokens = [.. counts.Found.ToArray().Order()];
            found[document] = (tokens, Array.ConvertAll(tokens, token => counts[token]));
        }
        double scale = 1 / found.Average(row => Math.Max(1, Math.Sqrt(row.Counts.Sum(count => (double)count * count))));
        return (
            new FitData(
                Array.ConvertAll(found, row => new SparseRow(row.Tokens, Array.ConvertAll(row.Counts, count => (float)(count * scale)))),
                documents.Truth,
                documents.Labels.Count,
                vocabulary.Count
            ),
            scale
        );
    }
}
