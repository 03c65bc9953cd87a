using Audience.Data.Authors;
using Audience.Data.Posts;

namespace Audience.LabelWorker.Chunks;

/// <summary>The hot loop: labels the posts of a batch and sorts them into groups. Allocates nothing per post.</summary>
/// <param name="task">What labels them.</param>
/// <param name="groups">Takes their rows.</param>
/// <param name="report">Counts what the rules do; null where nobody asks.</param>
/// <param name="times">Counts posts by time; null where nobody asks.</param>
public sealed class PostLabeler(CompiledTask task, SourceGroupRouter groups, ChunkReport? report, TimeCounts? times)
{
    private readonly ColumnLabeler _columns = new(task.Model, task.Table, report?.Rules);
    private readonly SourceAuthor _sourceAuthor = new();

    /// <summary>Posts seen so far.</summary>
    public long Posts { get; private set; }

    /// <summary>Posts left out so far.</summary>
    public SkipCounts Skipped { get; private set; }

    /// <summary>Labels every post of the batch.</summary>
    public void Label(PostBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
            Label(batch[i]);
        Posts += batch.Count;
        Skipped += batch.Skipped;
    }

    private void Label(Post post)
    {
        var group = groups.Of(post.Source);
        var sourceAuthor = _sourceAuthor.Build(post.Source, post.Author);
        ulong author = SourceAuthor.Hash(sourceAuthor);
        group.Authors.Add(author);
        times?.Add(post.Time);
        _columns.Label(post);
        var found = _columns.Found;
        for (int label = found.Next(0); label >= 0; label = found.Next(label + 1))
        {
            var text = _columns.TextOf(post, label);
            group.Rows.Add(label, author, post.Id, sourceAuthor, post.Time, post.Source, text, _columns.ProbabilityOf(label));
            report?.Add(group, post, label);
        }
    }
}
