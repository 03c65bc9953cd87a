namespace Audience.Training.Reviewing;

/// <summary>
/// Where a document may have several labels: each is judged for itself, those that it has and those that it lacks, and the most doubtful
/// decides.
/// </summary>
internal sealed class SeveralLabels : IJudge
{
    private readonly Documents _documents;
    private readonly double[][] _probabilities;

    // By label: the probability from which on a document should have it.
    private readonly double[] _thresholds;

    public SeveralLabels(Documents documents, double[][] probabilities)
    {
        (_documents, _probabilities) = (documents, probabilities);
        _thresholds = [.. Enumerable.Range(0, documents.Labels.Count).Select(Threshold)];
    }

    public LabelDoubt Judge(int document)
    {
        double doubt = 0;
        var suggested = new List<int>();
        for (int label = 0; label < _thresholds.Length; label++)
        {
            bool has = _documents.Truth[document].Contains(label);
            double given = Doubt(_probabilities[document][label], _thresholds[label], has);
            doubt = Math.Max(doubt, given);
            if (has ? given <= 0.5 : given > 0.5)
                suggested.Add(label);
        }
        return new LabelDoubt(document, doubt, suggested);
    }

    // One half at the threshold; 0 and 1 where the probability is sure.
    private static double Doubt(double probability, double threshold, bool has)
    {
        double above = probability > threshold ? (probability - threshold) / (1 - threshold) : (probability - threshold) / threshold;
        return (1 + (has ? -above : above)) / 2;
    }

    // In the middle between how sure models are, on average, of documents that have the label and of those that lack it.
    private double Threshold(int label)
    {
        var having = Mean(label, true);
        var lacking = Mean(label, false);
        return having is null || lacking is null ? 0.5 : Math.Clamp((having.Value + lacking.Value) / 2, 0.01, 0.99);
    }

    private double? Mean(int label, bool has)
    {
        var of = Enumerable
            .Range(0, _documents.Count)
            .Where(document => _documents.Truth[document].Contains(label) == has)
            .Select(document => (double?)_probabilities[document][label]);
        return of.Average();
    }
}
