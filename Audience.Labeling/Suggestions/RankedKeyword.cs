namespace Audience.Labeling.Suggestions;

/// <summary>A candidate that belongs to a label.</summary>
/// <param name="Number">Its number among the candidates.</param>
/// <param name="Keyword">The candidate, folded where texts are.</param>
/// <param name="Score">As <see cref="LogOdds"/> tells it; above 0.</param>
/// <param name="With">Posts with the label that hold it, beside what gave them the label.</param>
/// <param name="Without">Posts without the label that hold it; above 0.</param>
/// <param name="Joined">Candidates that are nearly the same: one inside the other, in nearly the same posts.</param>
public sealed record RankedKeyword(int Number, string Keyword, double Score, int With, int Without, IReadOnlyList<string> Joined)
{
    /// <summary>Posts that hold it.</summary>
    public int Posts => With + Without;
}
