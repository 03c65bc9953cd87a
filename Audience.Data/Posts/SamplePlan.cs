namespace Audience.Data.Posts;

/// <summary>Which posts of a range are read: all, or runs of neighbours that lie evenly in it.</summary>
/// <param name="Runs">In an order by chance, so that the first of them are a sample too. Empty where all posts are read.</param>
/// <param name="RangePosts">Posts of the range.</param>
/// <param name="IsExact">Whether they were counted.</param>
/// <param name="IsComplete">Whether all are read.</param>
public sealed record SamplePlan(IReadOnlyList<PostRun> Runs, long RangePosts, bool IsExact, bool IsComplete)
{
    /// <summary>Of a slice so many posts are counted; of more, the number is estimated.</summary>
    public const int MostCounted = 12_000;

    private const int MostRuns = 200;

    /// <summary>Slices of the range, equally long, to be counted.</summary>
    public static IReadOnlyList<PostRange> Slices(DateTime from, DateTime to)
    {
        // Whole seconds: no source keeps less for certain.
        long seconds = Math.Max(1, (long)(to - from).TotalSeconds);
        int slices = (int)Math.Min(MostRuns, seconds);
        DateTime Start(int slice) => slice == slices ? to : from.AddSeconds(seconds * slice / slices);
        return [.. Enumerable.Range(0, slices).Select(slice => new PostRange(Start(slice), Start(slice + 1)))];
    }

    /// <summary>Chooses the posts.</summary>
    /// <param name="slices">The range.</param>
    /// <param name="counts">The posts of each slice.</param>
    /// <param name="sample">How many are wanted.</param>
    /// <param name="random">Chooses.</param>
    public static SamplePlan Of(IReadOnlyList<PostRange> slices, IReadOnlyList<SliceCount> counts, int sample, Random random)
    {
        long posts = counts.Sum(count => count.Posts);
        bool isExact = counts.All(count => count.IsExact);
        if (isExact && posts <= sample)
            return new SamplePlan([], posts, true, true);
        int length = sample / MostRuns;
        double cell = (double)posts / MostRuns,
            free = Math.Max(0, cell - length);
        var runs = new PostRun[MostRuns];
        int slice = 0;
        long before = 0;
        for (int i = 0; i < MostRuns; i++)
        {
            long place = Math.Min((long)(i * cell + random.NextDouble() * free), posts - 1);
            while (place - before >= counts[slice].Posts)
                before += counts[slice++].Posts;
            runs[i] = Run(slices[slice], counts[slice], place - before, slices[^1].To, length);
        }
        random.Shuffle(runs);
        return new SamplePlan(runs, posts, isExact, false);
    }

    private static PostRun Run(PostRange slice, SliceCount count, long place, DateTime end, int length)
    {
        if (count.IsExact || place <= MostCounted)
            return new PostRun(slice, (int)place, count.IsExact ? (int)(count.Posts - place) : null, end, length);
        var start = slice.From + (slice.To - slice.From) * ((double)place / count.Posts);
        return new PostRun(slice with { From = start }, 0, null, end, length);
    }
}
