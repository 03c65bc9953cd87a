namespace Audience.Labeling.Reports;

/// <summary>McNemar's test: whether two models differ, by the documents that one of them alone gets right.</summary>
public static class McNemar
{
    /// <summary>
    /// How likely a difference as large as this is where both are as good: the two-sided tail of the binomial distribution, summed exactly.
    /// </summary>
    /// <param name="onlyA">Documents that the first alone gets right.</param>
    /// <param name="onlyB">Documents that the second alone gets right.</param>
    /// <returns>0 to 1.</returns>
    public static double PValue(long onlyA, long onlyB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyA);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyB);
        long all = onlyA + onlyB,
            few = Math.Min(onlyA, onlyB);
        // Of each term the logarithm: 2 to the power of a few thousand is no double.
        double term = -all * Math.Log(2),
            tail = 0;
        for (long k = 0; k <= few; k++)
        {
            tail += Math.Exp(term);
            term += Math.Log(all - k) - Math.Log(k + 1);
        }
        return Math.Min(1, 2 * tail);
    }
}
