using Audience.Samples;

namespace Audience.Testing.Reference;

/// <summary>What a keyword task over some made posts must come to, with its label rows.</summary>
public sealed class KeywordReference
{
    private readonly List<ReferenceRow> _rows = [];

    /// <param name="posts">The posts, those outside the range and with a NULL among them.</param>
    /// <param name="rules">What labels.</param>
    /// <param name="from">Start of the range.</param>
    /// <param name="to">End of the range, which is not in it.</param>
    /// <param name="text">The text that is labelled.</param>
    public KeywordReference(
        IEnumerable<MadePost> posts,
        IReadOnlyList<ReferenceRule> rules,
        DateTime from,
        DateTime to,
        Func<MadePost, string?> text
    )
    {
        Totals = new ReferenceLabeling(_rows.Add);
        foreach (var post in posts.Where(p => p.PostTime >= from && p.PostTime < to))
            if (post is { Author: { } author, SourceId: { } source } && text(post) is { } labeled)
                Totals.Add(
                    new ReferencePost(post.Id, source, author, post.PostTime, labeled),
                    rules.Where(rule => rule.Matches(labeled)).Select(rule => rule.Panel).Distinct()
                );
    }

    /// <summary>What it comes to.</summary>
    public ReferenceLabeling Totals { get; }

    /// <summary>Label rows of all tables.</summary>
    public IReadOnlyList<ReferenceRow> Rows => _rows;
}
