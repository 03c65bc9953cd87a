using System.Numerics;

namespace Audience.Labeling;

/// <summary>The labels (or rules) found in one text, as a reusable set of indexes. Not safe to share between threads.</summary>
public sealed class LabelSet
{
    private readonly ulong[] _words;

    // Of each word, whether it has a bit: a set of 100,000 rules of which two were found is emptied and read in no time.
    private readonly ulong[] _used;

    private LabelSet? _inner;

    /// <param name="capacity">How many labels there are; indexes run from 0 to capacity - 1.</param>
    public LabelSet(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        _words = new ulong[(capacity + 63) / 64];
        _used = new ulong[(_words.Length + 63) / 64];
    }

    /// <summary>How many labels there are.</summary>
    public int Capacity { get; }

    /// <summary>How many labels were found.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int w = NextWord(0); w >= 0; w = NextWord(w + 1))
                count += BitOperations.PopCount(_words[w]);
            return count;
        }
    }

    /// <summary>Whether none was found.</summary>
    internal bool IsEmpty
    {
        get
        {
            foreach (ulong used in _used)
                if (used != 0)
                    return false;
            return true;
        }
    }

    /// <summary>Adds a label; adding it again changes nothing.</summary>
    public void Add(int label)
    {
        _words[label >> 6] |= 1UL << label;
        _used[label >> 12] |= 1UL << (label >> 6);
    }

    /// <summary>Whether the label was found.</summary>
    public bool Contains(int label) => (_words[label >> 6] & (1UL << label)) != 0;

    /// <summary>Empties the set.</summary>
    public void Clear()
    {
        for (int w = NextWord(0); w >= 0; w = NextWord(w + 1))
            _words[w] = 0;
        _used.AsSpan().Clear();
    }

    /// <summary>The first label at or after <paramref name="start"/>, or -1: <c>for (i = Next(0); i >= 0; i = Next(i + 1))</c>.</summary>
    public int Next(int start)
    {
        int w = start >> 6;
        if (w >= _words.Length)
            return -1;
        ulong word = _words[w] & (ulong.MaxValue << start);
        if (word == 0)
        {
            w = NextWord(w + 1);
            if (w < 0)
                return -1;
            word = _words[w];
        }
        return (w << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>
    /// An empty set for what a model finds on its way to these labels. It is kept with this one, since both are used again for the next
    /// text.
    /// </summary>
    /// <param name="capacity">How many indexes it takes at least.</param>
    internal LabelSet Inner(int capacity)
    {
        if (_inner is not { } inner || inner.Capacity < capacity)
            return _inner = new LabelSet(capacity);
        if (!inner.IsEmpty)
            inner.Clear();
        return inner;
    }

    private int NextWord(int start)
    {
        for (int u = start >> 6; u < _used.Length; u++)
        {
            ulong used = u == start >> 6 ? _used[u] & (ulong.MaxValue << start) : _used[u];
            if (used != 0)
                return (u << 6) + BitOperations.TrailingZeroCount(used);
        }
        return -1;
    }
}
