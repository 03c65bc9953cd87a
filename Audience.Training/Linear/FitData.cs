namespace Audience.Training.Linear;

/// <summary>A document as features: the numbers of its tokens, ascending, and their values.</summary>
internal readonly record struct SparseRow(int[] Tokens, float[] Values);

/// <summary>What a fit reads.</summary>
/// <param name="Rows">The documents.</param>
/// <param name="Truth">By document: the numbers of its labels.</param>
/// <param name="Labels">How many labels there are.</param>
/// <param name="Tokens">How many tokens there are.</param>
/// <param name="UnitLength">Whether rows are of length 1.</param>
internal sealed record FitData(SparseRow[] Rows, int[][] Truth, int Labels, int Tokens, bool UnitLength = false)
{
    /// <summary>Some of the documents.</summary>
    public FitData Only(IEnumerable<int> documents)
    {
        int[] kept = [.. documents];
        return this with { Rows = [.. kept.Select(d => Rows[d])], Truth = [.. kept.Select(d => Truth[d])] };
    }
}
