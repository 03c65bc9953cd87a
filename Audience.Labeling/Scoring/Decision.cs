namespace Audience.Labeling.Scoring;

/// <summary>How labels are given by their scores.</summary>
internal static class Decision
{
    /// <summary>Adds the labels that the scores give.</summary>
    /// <param name="scores">By label.</param>
    /// <param name="thresholds">By label.</param>
    /// <param name="oneLabel">Whether exactly one label is given: the one that is furthest above its threshold, or least below.</param>
    /// <param name="found">Takes the labels.</param>
    public static void Take<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> thresholds, bool oneLabel, LabelSet found)
        where T : System.Numerics.IFloatingPoint<T>
    {
        if (!oneLabel)
        {
            for (int label = 0; label < scores.Length; label++)
                if (scores[label] > thresholds[label])
                    found.Add(label);
            return;
        }
        int best = 0;
        for (int label = 1; label < scores.Length; label++)
            if (scores[label] - thresholds[label] > scores[best] - thresholds[best])
                best = label;
        found.Add(best);
    }
}
