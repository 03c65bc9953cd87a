using System.Numerics.Tensors;

namespace Audience.Training.Linear;

/// <summary>
/// The tokens that some documents have. A model that learned from these sees no others in a text, and brings those to length 1: held-out
/// documents are scored so, or their tokens that no fit has seen would make all scores small and a model look less certain than it is.
/// </summary>
internal sealed class KnownTokens
{
    private readonly bool[] _known;

    /// <param name="data">The documents that are learned from.</param>
    public KnownTokens(FitData data)
    {
        _known = new bool[data.Tokens];
        foreach (var row in data.Rows)
        foreach (int token in row.Tokens)
            _known[token] = true;
    }

    /// <summary>A document by its known tokens alone, of length 1 where any is known.</summary>
    public SparseRow Of(SparseRow row)
    {
        int[] places = [.. Enumerable.Range(0, row.Tokens.Length).Where(i => _known[row.Tokens[i]])];
        if (places.Length == row.Tokens.Length)
            return row;
        float[] values = Array.ConvertAll(places, i => row.Values[i]);
        float length = TensorPrimitives.Norm<float>(values);
        if (length > 0)
            TensorPrimitives.Divide(values, length, values);
        return new SparseRow(Array.ConvertAll(places, i => row.Tokens[i]), values);
    }
}
