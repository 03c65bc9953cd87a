namespace Audience.LabelWorker.Previews;

/// <summary>What runs of posts say of one label: enough for its share and the interval.</summary>
public struct RunSums
{
    private double _hits,
        _hitsSquared,
        _hitsByPosts;

    /// <summary>Adds a run.</summary>
    /// <param name="posts">Its posts.</param>
    /// <param name="hits">Those with the label; runs without need not be added.</param>
    public void Add(long posts, long hits)
    {
        _hits += hits;
        _hitsSquared += (double)hits * hits;
        _hitsByPosts += (double)hits * posts;
    }

    /// <summary>The share of posts with the label, and its 95% interval.</summary>
    /// <param name="all">All runs.</param>
    /// <param name="rangePosts">Posts of the whole range.</param>
    public readonly (double Share, double Low, double High) Estimate(RunTotals all, long rangePosts)
    {
        if (all.Posts == 0)
            return (0, 0, rangePosts == 0 ? 0 : 1);
        double share = _hits / all.Posts;
        double unseen = 1 - (double)all.Posts / Math.Max(rangePosts, all.Posts);
        if (unseen <= 0 || all.Runs < 2)
            return unseen <= 0 ? (share, share, share) : (share, 0, 1);
        // Runs are clusters: neighbours are alike (Cochran 1977, ratio of two sums, with the finite population correction).
        double squares = _hitsSquared - 2 * share * _hitsByPosts + share * share * all.PostsSquared;
        double mean = (double)all.Posts / all.Runs;
        double variance = unseen * Math.Max(0, squares) / ((double)all.Runs * (all.Runs - 1) * mean * mean);
        // Of a label that no post or every post has, it is not known how alike neighbours are: a run then counts as one post.
        double posts =
            share is 0 or 1 ? all.Runs / unseen
            : variance > 0 ? Math.Min(share * (1 - share) / variance, all.Posts / unseen)
            : all.Posts / unseen;
        return Wilson(share, posts);
    }

    // Wilson 1927: near 0 and 1 it stays within them.
    private static (double, double, double) Wilson(double share, double posts)
    {
        const double z = 1.972;
        double scale = 1 + z * z / posts,
            middle = (share + z * z / (2 * posts)) / scale,
            half = z / scale * Math.Sqrt(share * (1 - share) / posts + z * z / (4 * posts * posts));
        return (share, share == 0 ? 0 : Math.Max(0, middle - half), share >= 1 ? 1 : Math.Min(1, middle + half));
    }
}

/// <summary>All runs, of whatever labels.</summary>
/// <param name="Runs">How many had posts.</param>
/// <param name="Posts">Their posts.</param>
/// <param name="PostsSquared">The sum of the squares of each one's posts.</param>
public readonly record struct RunTotals(int Runs, long Posts, double PostsSquared)
{
    /// <summary>With one more.</summary>
    public RunTotals With(long posts) => posts == 0 ? this : new RunTotals(Runs + 1, Posts + posts, PostsSquared + (double)posts * posts);
}
