namespace Audience.Data.Documents;

/// <summary>What a review for wrong labels has found.</summary>
/// <param name="Documents">How many documents were judged.</param>
/// <param name="Total">How many of them are doubtful.</param>
/// <param name="Found">The most doubtful, in this order.</param>
public sealed record Suspects(int Documents, int Total, IReadOnlyList<Suspect> Found)
{
    /// <summary>The kind of such reviews.</summary>
    public const string Kind = "suspects";
}

/// <summary>A document whose labels are probably wrong.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Doubt">0.5 to 1.</param>
/// <param name="Labels">The labels that it had when it was judged.</param>
/// <param name="Suggested">Those that models would give it which had not seen it.</param>
public sealed record Suspect(long Id, double Doubt, IReadOnlyList<string> Labels, IReadOnlyList<string> Suggested);
