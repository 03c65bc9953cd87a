using System.Collections.Concurrent;

namespace Audience.Data.Posts;

/// <summary>Batches in reuse. Bounded by the channels that batches travel through, not by the pool.</summary>
public sealed class PostBatchPool
{
    private readonly ConcurrentBag<PostBatch> _free = [];

    /// <summary>An empty batch.</summary>
    /// <param name="table">What its posts are read from.</param>
    public PostBatch Take(PostTable table)
    {
        if (!_free.TryTake(out var batch))
            batch = new PostBatch();
        batch.Begin(table.Texts.Count);
        return batch;
    }

    /// <summary>Gives a batch back; nobody may hold a post of it any more.</summary>
    public void Return(PostBatch batch)
    {
        batch.Clear();
        _free.Add(batch);
    }
}
