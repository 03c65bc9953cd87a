using Audience.Jobs.Leases;

namespace Audience.Jobs.Tasks;

/// <summary>How much is done of the chunks that workers have at hand, for the estimate of how long a task will take.</summary>
public static class ChunksAtHand
{
    // What has taken longer than others may take longer still.
    private const double MaxOfUntold = 0.9;

    /// <summary>
    /// How many chunks' worth is done of them: what was told with the renewals of their leases, as far as they have come since at the
    /// same pace; and of those that have not told, what the pace of others says.
    /// </summary>
    /// <param name="running">The chunks at hand.</param>
    /// <param name="before">How many were done since <paramref name="paceAt"/>.</param>
    /// <param name="paceAt">When the first was begun; null where none was seen yet.</param>
    /// <param name="now">By the same clock.</param>
    public static double Done(IReadOnlyList<RunningItem> running, double before, long? paceAt, long now)
    {
        double[] told = [.. running.Select(PaceOf).OfType<double>()];
        double others =
            before > 0 && paceAt is { } since && now > since ? before / running.Count / (now - since)
            : told.Length > 0 ? told.Average()
            : 0;
        return running.Sum(item =>
            PaceOf(item) is { } own
                ? Math.Min(1, own * (now - item.ClaimedAt))
                : Math.Clamp(others * (now - item.ClaimedAt), 0, MaxOfUntold)
        );
    }

    // Chunks per millisecond.
    private static double? PaceOf(RunningItem item) =>
        item is { Progress: { } done } && item.RenewedAt > item.ClaimedAt ? done / (item.RenewedAt - item.ClaimedAt) : null;
}
