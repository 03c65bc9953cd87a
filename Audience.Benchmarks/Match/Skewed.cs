namespace Audience.Benchmarks.Match;

/// <summary>Draws from a list so that the n-th entry comes up about 1/n as often as the first, as words and characters do.</summary>
internal sealed class Skewed<T>
{
    private readonly T[] _items;
    private readonly double[] _upTo;

    /// <param name="items">The entries, most frequent first.</param>
    /// <param name="flatten">How many of the first entries come up about equally often.</param>
    internal Skewed(IReadOnlyList<T> items, int flatten)
    {
        _items = [.. items];
        _upTo = new double[_items.Length];
        double sum = 0;
        for (int i = 0; i < _items.Length; i++)
            _upTo[i] = sum += 1.0 / (i + flatten);
    }

    internal T Draw(Random random)
    {
        int found = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        return _items[Math.Min(found < 0 ? ~found : found, _items.Length - 1)];
    }
}
