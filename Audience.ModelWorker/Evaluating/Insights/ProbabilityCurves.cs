using Audience.Contracts.Models;

namespace Audience.ModelWorker.Evaluating.Insights;

/// <summary>Gathers what a model's probabilities are worth: counts only, so memory does not grow with the documents.</summary>
/// <param name="labels">The model's labels.</param>
/// <param name="oneLabel">Whether each document gets exactly one.</param>
public sealed class ProbabilityCurves(IReadOnlyList<string> labels, bool oneLabel)
{
    private const int Bins = 15,
        Steps = 100;
    private readonly (long Count, double Sum, long Right)[] _bins = new (long, double, long)[Bins];

    // By label and hundredth that a probability reaches: documents with the label, and without.
    private readonly long[][] _with = [.. labels.Select(_ => new long[Steps + 1])],
        _without = [.. labels.Select(_ => new long[Steps + 1])];
    private long _documents;

    /// <summary>Adds a document.</summary>
    /// <param name="probabilities">By label of the model.</param>
    /// <param name="truth">Its labels, as far as the model knows them.</param>
    public void Add(ReadOnlySpan<double> probabilities, IReadOnlyCollection<int> truth)
    {
        _documents++;
        int best = 0;
        for (int label = 0; label < labels.Count; label++)
        {
            double probability = probabilities[label];
            bool has = truth.Contains(label);
            // A probability of .29 reaches .29, though 100 × .29 is less than 29.
            (has ? _with : _without)[label][Math.Min((int)(probability * Steps + 1e-9), Steps)]++;
            if (!oneLabel)
                AddToBin(probability, has);
            if (probability > probabilities[best])
                best = label;
        }
        if (oneLabel)
            AddToBin(probabilities[best], truth.Contains(best));
    }

    /// <summary>What was gathered.</summary>
    /// <param name="datasetType"><c>dev</c>, <c>test</c> or <c>ext_test</c>.</param>
    public ModelCurves ToCurves(string datasetType)
    {
        double all = _bins.Sum(b => b.Count);
        return new ModelCurves
        {
            DatasetType = datasetType,
            Documents = _documents,
            ExpectedCalibrationError = all == 0 ? 0 : _bins.Sum(b => Math.Abs(b.Sum - b.Right)) / all,
            Calibration =
            [
                .. _bins
                    .Index()
                    .Where(b => b.Item.Count > 0)
                    .Select(b => new CalibrationBin
                    {
                        From = (double)b.Index / Bins,
                        To = (double)(b.Index + 1) / Bins,
                        Count = b.Item.Count,
                        MeanProbability = b.Item.Sum / b.Item.Count,
                        ShareRight = (double)b.Item.Right / b.Item.Count,
                    }),
            ],
            Labels = [.. labels.Select((label, i) => Curve(label, _with[i], _without[i]))],
        };
    }

    private void AddToBin(double probability, bool right)
    {
        ref var bin = ref _bins[Math.Min((int)(probability * Bins), Bins - 1)];
        bin = (bin.Count + 1, bin.Sum + probability, bin.Right + (right ? 1 : 0));
    }

    private static LabelCurve Curve(string label, long[] with, long[] without)
    {
        long support = with.Sum(),
            right = support,
            wrong = without.Sum();
        var points = new List<CurvePoint>(Steps + 1);
        for (int step = 0; step <= Steps; step++)
        {
            points.Add(
                new CurvePoint
                {
                    Probability = (double)step / Steps,
                    Precision = right + wrong == 0 ? null : (double)right / (right + wrong),
                    Recall = support == 0 ? null : (double)right / support,
                }
            );
            right -= with[step];
            wrong -= without[step];
        }
        return new LabelCurve
        {
            Label = label,
            Support = support,
            Points = points,
        };
    }
}
