using System.Numerics;

namespace Audience.Labeling;

/// <summary>The labels found in one text, as a reusable set of label indexes. Not safe to share between threads.</summary>
public sealed class LabelSet
{
    private readonly ulong[] _words;

    /// <param name="capacity">How many labels there are; indexes run from 0 to capacity - 1.</param>
    public LabelSet(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        _words = new ulong[(capacity + 63) / 64];
    }

    /// <summary>How many labels there are.</summary>
    public int Capacity { get; }

    /// <summary>How many labels were found.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Adds a label; adding it again changes nothing.</summary>
    public void Add(int label) => _words[label >> 6] |= 1UL << label;

    /// <summary>Whether the label was found.</summary>
    public bool Contains(int label) => (_words[label >> 6] & (1UL << label)) != 0;

    /// <summary>Empties the set.</summary>
    public void Clear() => _words.AsSpan().Clear();

    /// <summary>The first label at or after <paramref name="start"/>, or -1: <c>for (i = Next(0); i >= 0; i = Next(i + 1))</c>.</summary>
    public int Next(int start)
    {
        for (int w = start >> 6; w < _words.Length; w++)
        {
            ulong word = w == start >> 6 ? _words[w] & (ulong.MaxValue << start) : _words[w];
            if (word != 0)
                return (w << 6) + BitOperations.TrailingZeroCount(word);
        }
        return -1;
    }
}
