namespace Audience.Labeling.Suggestions;

/// <summary>
/// How much more a word belongs to one group of texts than to the rest: the log-odds ratio with an informative Dirichlet prior of Monroe,
/// Colaresi and Quinn, "Fightin' Words" (2008), divided by its standard deviation.
/// </summary>
public static class LogOdds
{
    /// <summary>The score; positive where the word belongs to the group, 0 where nothing can be told.</summary>
    /// <param name="with">How often the word occurs in the group.</param>
    /// <param name="without">How often in the rest.</param>
    /// <param name="allWith">The same of all words together.</param>
    /// <param name="allWithout">The same of all words together.</param>
    /// <remarks>
    /// The prior says that the word is as frequent in both as in all texts; it weighs as much as the smaller of the two, so that a rare word
    /// has to show more.
    /// </remarks>
    public static double Score(long with, long without, long allWith, long allWithout)
    {
        double prior = Math.Min(allWith, allWithout),
            expected = prior * (with + without) / (allWith + allWithout),
            first = with + expected,
            second = without + expected,
            ratio = Math.Log(first / (allWith + prior - first)) - Math.Log(second / (allWithout + prior - second)),
            score = ratio / Math.Sqrt(1 / first + 1 / second);
        // No other word, or no word at all: there is nothing to compare with.
        return double.IsFinite(score) ? score : 0;
    }
}
