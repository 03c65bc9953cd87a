namespace Audience.Training;

/// <summary>The mean F1 of the labels that documents have: what trainings compare their choices by.</summary>
internal static class FastF1
{
    /// <summary>Each document has one label, and was given one.</summary>
    /// <param name="compared">Each document's true and given label.</param>
    /// <param name="labels">How many labels there are.</param>
    public static double Single(IEnumerable<(int True, int Given)> compared, int labels)
    {
        var tally = new Tally(labels);
        foreach (var (truth, given) in compared)
            tally.Count(truth == given, truth, given);
        return tally.MacroF1;
    }

    /// <summary>Documents have several labels, which are given where a score is above the label's threshold.</summary>
    public static double Several(IEnumerable<(int[] True, float[] Scores)> compared, IReadOnlyList<double> thresholds)
    {
        var tally = new Tally(thresholds.Count);
        foreach (var (truth, scores) in compared)
        {
            for (int label = 0; label < scores.Length; label++)
            {
                bool has = truth.Contains(label),
                    given = scores[label] > thresholds[label];
                tally.Count(has && given, has ? label : -1, given ? label : -1);
            }
        }
        return tally.MacroF1;
    }

    private sealed class Tally(int labels)
    {
        private readonly int[] _both = new int[labels];
        private readonly int[] _true = new int[labels];
        private readonly int[] _given = new int[labels];

        public double MacroF1 =>
            Enumerable
                .Range(0, labels)
                .Where(label => _true[label] > 0)
                .Select(label => 2.0 * _both[label] / (_true[label] + _given[label]))
                .DefaultIfEmpty(0)
                .Average();

        public void Count(bool right, int truth, int given)
        {
            if (right)
                _both[truth]++;
            if (truth >= 0)
                _true[truth]++;
            if (given >= 0)
                _given[given]++;
        }
    }
}
