namespace Audience.Labeling.Suggestions;

/// <summary>
/// How much more a word belongs to one group of texts than to the rest: the log-odds ratio with an informative Dirichlet prior of Monroe,
/// Colaresi and Quinn, "Fightin' Words" (2008), divided by its standard deviation. What is counted are texts, not words: the odds are
/// that a text holds the word, however long the texts are and however often it says it.
/// </summary>
public static class LogOdds
{
    /// <summary>The score; positive where the word belongs to the group, 0 where nothing can be told.</summary>
    /// <param name="with">How many texts of the group hold the word.</param>
    /// <param name="without">How many of the rest.</param>
    /// <param name="allWith">The texts of the group.</param>
    /// <param name="allWithout">The rest.</param>
    /// <remarks>
    /// The prior says that the word is as frequent in both as in all texts; it weighs as much as the smaller of the two, so that a rare
    /// word has to show more.
    /// </remarks>
    public static double Score(long with, long without, long allWith, long allWithout)
    {
        double prior = Math.Min(allWith, allWithout),
            expected = prior * (with + without) / (allWith + allWithout),
            first = with + expected,
            second = without + expected,
            ratio = Math.Log(first / (allWith + prior - first)) - Math.Log(second / (allWithout + prior - second)),
            score = ratio / Math.Sqrt(1 / first + 1 / second);
        // No texts, or all of them hold it: there is nothing to compare.
        return double.IsFinite(score) ? score : 0;
    }
}
