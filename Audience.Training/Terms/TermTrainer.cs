using Audience.Labeling.Features;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;
using Audience.Training.Linear;

namespace Audience.Training.Terms;

/// <summary>
/// Learns term weights: per label a logistic regression over the tokens, whose largest weights become the label's terms, and the threshold
/// that does best on documents that were held out.
/// </summary>
internal static class TermTrainer
{
    /// <summary>So many terms a label has at most: people are to read and edit them.</summary>
    private const int MostTerms = 2_000;

    private const int MostTokens = 40_000;
    private const float Cost = 0.05f;

    public static PreparedModel Train(Documents documents, TrainingWatch watch)
    {
        var features = TfIdf.Learn(documents.Texts, MostTokens, watch.Cancel);
        string[] names = TermNames.Of(features.Vocabulary, documents.Texts);
        var data = LinearTrainer.Data(documents, features, watch.Cancel);
        double[] thresholds = HeldOut.Thresholds(documents, 0, (kept, round, rounds) =>
        {
            watch.Part(0.8 * (round + 1) / rounds);
            var model = new TermWeightModel(documents.Labels, Terms(data.Only(kept)), new double[documents.Labels.Count]);
            return document => model.Score(documents.Texts[document]);
        });
        watch.Part(1);
        return PreparedModel.FromTerms(new TermWeightModel(documents.Labels, Terms(data), thresholds));

        List<TermWeight> Terms(FitData from)
        {
            var weights = LabelFits.Logistic(from, Cost, watch.Done, watch.Cancel);
            return [.. documents.Labels.SelectMany((label, number) => Enumerable.Range(0, from.Tokens)
                .Where(token => names[token].Length <= TermWeightModel.LongestTerm)
                .Select(token => new TermWeight(label, names[token], weights.Weights[token * documents.Labels.Count + number] * features.Idf[token]))
                .Where(term => term.Weight != 0)
                .OrderByDescending(term => Math.Abs(term.Weight)).ThenBy(term => term.Term, StringComparer.Ordinal)
                .Take(MostTerms))];
        }
    }
}
