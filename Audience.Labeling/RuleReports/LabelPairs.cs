using System.Runtime.InteropServices;

namespace Audience.Labeling.RuleReports;

/// <summary>Counts the posts that got both labels of a pair.</summary>
internal sealed class LabelPairs
{
    /// <summary>Of so many labels, all pairs have a place of their own (at most 1 MB); of more, only those that occur.</summary>
    private const int MostDense = 512;

    private readonly int _labels;
    private readonly long[]? _dense;
    private readonly Dictionary<long, long> _sparse = [];

    internal LabelPairs(int labels)
    {
        _labels = labels;
        if (labels <= MostDense)
            _dense = new long[labels * (labels - 1) / 2];
    }

    /// <summary>The pairs that occur, each once, in the order of the labels.</summary>
    internal IEnumerable<(int First, int Second, long Posts)> Counts
    {
        get
        {
            if (_dense is null)
                return _sparse.Select(pair => ((int)(pair.Key / _labels), (int)(pair.Key % _labels), pair.Value)).Order();
            return from second in Enumerable.Range(0, _labels)
                from first in Enumerable.Range(0, second)
                where _dense[Place(first, second)] > 0
                orderby first, second
                select (first, second, _dense[Place(first, second)]);
        }
    }

    internal void Add(LabelSet found)
    {
        for (int first = found.Next(0); first >= 0; first = found.Next(first + 1))
        for (int second = found.Next(first + 1); second >= 0; second = found.Next(second + 1))
            Add(first, second, 1);
    }

    internal void Merge(LabelPairs other)
    {
        foreach ((int first, int second, long posts) in other.Counts)
            Add(first, second, posts);
    }

    internal void Clear()
    {
        _dense.AsSpan().Clear();
        _sparse.Clear();
    }

    private void Add(int first, int second, long posts)
    {
        if (_dense is not null)
            _dense[Place(first, second)] += posts;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_sparse, ((long)first * _labels) + second, out _) += posts;
    }

    private static int Place(int first, int second) => (second * (second - 1) / 2) + first;
}
