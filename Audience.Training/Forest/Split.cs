namespace Audience.Training.Forest;

/// <summary>The best question that was found for a node.</summary>
/// <param name="Token">The token; -1 where no question parts the documents.</param>
/// <param name="Step">The step in <see cref="ForestData.Min"/> that it has to reach.</param>
internal readonly record struct Split(int Token, int Step)
{
    /// <summary>No question parts the documents.</summary>
    public static readonly Split None = new(-1, 0);
}
