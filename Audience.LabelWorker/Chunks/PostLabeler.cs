using System.Text;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Labeling;

namespace Audience.LabelWorker.Chunks;

/// <summary>The hot loop: labels the posts of a batch and sorts them into groups. Allocates nothing per post.</summary>
/// <param name="task">What labels them.</param>
/// <param name="groups">Takes their rows.</param>
/// <param name="report">Counts what the rules do; null where nobody asks.</param>
public sealed class PostLabeler(CompiledTask task, SourceGroupRouter groups, ChunkReport? report)
{
    private readonly bool _labelsAuthor = task.Definition.PredictType == "author";
    private readonly LabelSet _found = new(task.Model.Labels.Count);
    private readonly SourceAuthor _sourceAuthor = new();
    private char[] _chars = new char[4096];

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
        var text = _labelsAuthor ? post.Author : post.Text;
        if (_chars.Length < text.Length)
            _chars = new char[text.Length * 2];
        _found.Clear();
        var chars = _chars.AsSpan(0, Encoding.UTF8.GetChars(text, _chars));
        if (report is null)
            task.Model.Label(chars, _found);
        else
            report.Label(chars, _found);
        for (int label = _found.Next(0); label >= 0; label = _found.Next(label + 1))
        {
            group.Rows.Add(label, author, post.Id, sourceAuthor, post.Time, post.Source, text);
            report?.Add(group, post, label);
        }
    }
}
