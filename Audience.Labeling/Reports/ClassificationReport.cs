using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Audience.Labeling.Reports;

/// <summary>
/// Compares predicted labels with true ones, as scikit-learn's <c>classification_report(output_dict=True, zero_division=1)</c> does
/// (version 1.2.1; its rules are in the decisions' page on reports).
/// </summary>
public sealed class ClassificationReport
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject _report = [];
    private readonly Dictionary<string, Tally> _tallies;

    /// <param name="labels">The labels, in the order of the rows.</param>
    /// <param name="multiLabel">Whether a document may have several labels; then the mean over the documents is a row too.</param>
    /// <param name="documents">Each document's true and predicted labels.</param>
    /// <exception cref="ArgumentException">A document has a label that is none of <paramref name="labels"/>, or one of those occurs
    /// twice.</exception>
    public ClassificationReport(
        IReadOnlyList<string> labels,
        bool multiLabel,
        IReadOnlyList<(IReadOnlyList<string> True, IReadOnlyList<string> Predicted)> documents
    )
    {
        var tallies = _tallies = labels.ToDictionary(label => label, _ => new Tally());
        long right = 0;
        foreach (var (truth, predicted) in documents)
        {
            if (truth.Concat(predicted).FirstOrDefault(l => !tallies.ContainsKey(l)) is { } unknown)
                throw new ArgumentException($"a document has the label '{unknown}', for which the report has no row", nameof(documents));
            foreach (string label in predicted.Distinct())
                _ = truth.Contains(label) ? tallies[label].Both++ : tallies[label].PredictedOnly++;
            foreach (string label in truth.Distinct().Where(l => !predicted.Contains(l)))
                tallies[label].TrueOnly++;
            if (truth.Distinct().Order(StringComparer.Ordinal).SequenceEqual(predicted.Distinct().Order(StringComparer.Ordinal)))
                right++;
        }
        var all = labels.Select(label => tallies[label]).ToList();
        foreach (string label in labels)
            Add(label, tallies[label].Scores, tallies[label].Support);
        long support = all.Sum(t => t.Support);
        Add(
            "micro avg",
            new Tally
            {
                Both = all.Sum(t => t.Both),
                PredictedOnly = all.Sum(t => t.PredictedOnly),
                TrueOnly = all.Sum(t => t.TrueOnly),
            }.Scores,
            support
        );
        Add("macro avg", Mean(all.Select(t => (t.Scores, 1.0))), support);
        Add(
            "weighted avg",
            support > 0 ? Mean(all.Select(t => (t.Scores, (double)t.Support)))
                : all.All(t => t.PredictedOnly == 0) ? (1, 1, 1)
                : (0, 1, 0),
            support
        );
        if (multiLabel)
            Add("samples avg", Mean(documents.Select(d => (OfDocument(d.True, d.Predicted), 1.0))), support);
        Accuracy = documents.Count == 0 ? 0 : (double)right / documents.Count;
        _report["accuracy"] = Accuracy;
        MacroF1 = Mean(all.Select(t => (t.Scores, 1.0))).F1;
    }

    /// <summary>The share of documents whose labels are exactly right, 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>The mean of the labels' F1, 0 to 1.</summary>
    public double MacroF1 { get; }

    /// <summary>The figures of a label's row.</summary>
    /// <exception cref="KeyNotFoundException">The report has no row for it.</exception>
    public LabelScores Of(string label)
    {
        var (precision, recall, f1) = _tallies[label].Scores;
        return new LabelScores(precision, recall, f1, _tallies[label].Support);
    }

    /// <summary>The whole report as JSON.</summary>
    public string ToJson() => _report.ToJsonString(Options);

    private void Add(string name, (double Precision, double Recall, double F1) scores, long support) =>
        _report[name] = new JsonObject
        {
            ["precision"] = scores.Precision,
            ["recall"] = scores.Recall,
            ["f1-score"] = scores.F1,
            ["support"] = support,
        };

    private static (double Precision, double Recall, double F1) OfDocument(IReadOnlyList<string> truth, IReadOnlyList<string> predicted)
    {
        long both = truth.Distinct().LongCount(predicted.Contains);
        return new Tally
        {
            Both = both,
            PredictedOnly = predicted.Distinct().Count() - both,
            TrueOnly = truth.Distinct().Count() - both,
        }.Scores;
    }

    private static (double Precision, double Recall, double F1) Mean(
        IEnumerable<((double Precision, double Recall, double F1) Scores, double Weight)> values
    )
    {
        double precision = 0,
            recall = 0,
            f1 = 0,
            weights = 0;
        foreach (var (scores, weight) in values)
        {
            precision += scores.Precision * weight;
            recall += scores.Recall * weight;
            f1 += scores.F1 * weight;
            weights += weight;
        }
        return weights == 0 ? (1, 1, 1) : (precision / weights, recall / weights, f1 / weights);
    }

    private sealed class Tally
    {
        public long Both { get; set; }
        public long PredictedOnly { get; set; }
        public long TrueOnly { get; set; }
        public long Support => Both + TrueOnly;

        public (double Precision, double Recall, double F1) Scores
        {
            get
            {
                double precision = Ratio(Both, Both + PredictedOnly),
                    recall = Ratio(Both, Both + TrueOnly);
                return (precision, recall, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
            }
        }

        // zero_division=1
        private static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
    }
}
