namespace Audience.Training;

/// <summary>Chooses from which score on a label is given.</summary>
internal static class Thresholds
{
    /// <summary>Fewer documents with the label say too little about where its threshold lies.</summary>
    private const int Fewest = 3;

    /// <summary>
    /// The threshold above which the label's F1 is best, in the middle of the gap between two scores; null where too few documents
    /// have the label.
    /// </summary>
    /// <param name="scored">The label's score of each held-out document, and whether it has the label.</param>
    public static double? BestF1(IEnumerable<(double Score, bool Has)> scored)
    {
        var falling = scored.OrderByDescending(s => s.Score).ToArray();
        int positives = falling.Count(s => s.Has);
        if (positives < Fewest)
            return null;
        if (positives == falling.Length)
            return falling[^1].Score - 1;
        double best = 0;
        double? threshold = null;
        int both = 0;
        for (int given = 1; given <= falling.Length; given++)
        {
            both += falling[given - 1].Has ? 1 : 0;
            double here = falling[given - 1].Score,
                next = given < falling.Length ? falling[given].Score : here - 1;
            double f1 = 2.0 * both / (given + positives);
            if (f1 > best && next < here)
                (best, threshold) = (f1, here + (next - here) / 2);
        }
        return threshold;
    }
}
