namespace Audience.Data.Documents;

/// <summary>What a search for posts that are worth labelling has found.</summary>
/// <param name="Documents">How many labelled documents were learned from.</param>
/// <param name="Looked">How many posts were looked at.</param>
/// <param name="Found">The most telling, in this order.</param>
public sealed record NextPosts(int Documents, int Looked, IReadOnlyList<NextPost> Found)
{
    /// <summary>The kind of such reviews.</summary>
    public const string Kind = "next";
}

/// <summary>A post that is worth labelling.</summary>
public sealed record NextPost
{
    /// <summary>Its id in the source.</summary>
    public required string Id { get; init; }

    /// <summary>Its s_id.</summary>
    public required string Source { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>As the source shows it.</summary>
    public required string Time { get; init; }

    /// <summary>What would be labelled.</summary>
    public required string Text { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Uncertainty { get; init; }

    /// <summary>The most probable labels, and how probable each is.</summary>
    public required IReadOnlyList<LabelChance> Labels { get; init; }
}

/// <param name="Label">A label.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record LabelChance(string Label, double Probability);
