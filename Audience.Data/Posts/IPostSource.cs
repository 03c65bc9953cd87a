using System.Threading.Channels;

namespace Audience.Data.Posts;

/// <summary>A source table of posts, on MySQL/MariaDB or in SQLite.</summary>
public interface IPostSource
{
    /// <summary>Where it is, for people and for telling sources apart: <c>host:port</c>, or a file.</summary>
    string Name { get; }

    /// <summary>Says what is missing for the task to read its posts, or null where nothing is.</summary>
    /// <exception cref="System.Data.Common.DbException">The source cannot be reached.</exception>
    Task<string?> FindProblemAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether the range holds the whole table and the table's primary key goes up with time: then chunks may be ranges of keys,
    /// which is cheaper.
    /// </summary>
    Task<bool> LiesByTimeAsync(PostRange range, CancellationToken cancellationToken);

    /// <summary>
    /// The ends of chunks that follow each other from where the range starts and hold about <paramref name="posts"/> posts each: each a
    /// time later than the chunk's start, between two posts of different times, and where the range has keys, the key of the first post
    /// after it. Fewer than <paramref name="most"/> where the rest of the range, after the last of them, holds no more than a chunk.
    /// </summary>
    Task<IReadOnlyList<PostBoundary>> FindBoundariesAsync(PostRange range, int posts, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the posts of the range to the channel, in batches taken from the pool; whoever reads a batch gives it back.
    /// Posts whose author, s_id or labelled column is NULL, or whose time is impossible, are left out and counted in the batches.
    /// Does not complete the channel.
    /// </summary>
    Task ReadAsync(PostRange range, PostBatchPool pool, ChannelWriter<PostBatch> batches, CancellationToken cancellationToken);

    /// <summary>Counts the posts of each slice, or where it has more than <paramref name="most"/>, estimates them.</summary>
    Task<IReadOnlyList<SliceCount>> CountAsync(IReadOnlyList<PostRange> slices, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the posts of each run to the channel, a batch for each run, in their order; else as <see cref="ReadAsync"/>. The slices have
    /// no ranges of keys.
    /// </summary>
    Task ReadRunsAsync(
        IReadOnlyList<PostRun> runs,
        PostBatchPool pool,
        ChannelWriter<PostBatch> batches,
        CancellationToken cancellationToken
    );

    /// <summary>Whether an error of this source will pass by itself.</summary>
    bool IsTransient(Exception error);
}
