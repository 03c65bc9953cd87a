namespace Audience.Training.Linear;

/// <summary>
/// What a linear fit makes small. A fit keeps, by document and column, how far the document pulls the column's weights; a loss says how
/// far it pulls in the best case, all other documents staying as they are. Implemented by structs, so that each gets a loop of its own.
/// </summary>
internal interface ILoss
{
    /// <summary>Finds the best pulls of a document.</summary>
    /// <param name="others">By column: the document's score without its own pull.</param>
    /// <param name="truth">By column: 1 where the document has it, else -1.</param>
    /// <param name="square">The squared length of the document.</param>
    /// <param name="cost">What the document's loss counts against the size of the weights.</param>
    /// <param name="pulls">By column: the pull before; replaced.</param>
    void Pull(ReadOnlySpan<float> others, ReadOnlySpan<sbyte> truth, float square, float cost, Span<float> pulls);
}
