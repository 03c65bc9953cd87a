using System.Numerics;

namespace Audience.Labeling.Features;

/// <summary>The tokens that a model knows, by hash, each with its number from 0 on. Immutable.</summary>
public sealed class Vocabulary
{
    private readonly ulong[] _slots;
    private readonly int[] _numbers;
    private readonly int _mask;

    /// <param name="hashes">Distinct, not 0; their order gives the numbers.</param>
    public Vocabulary(IReadOnlyList<ulong> hashes)
    {
        Hashes = hashes;
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Count * 2));
        (_slots, _numbers, _mask) = (new ulong[size], new int[size], size - 1);
        for (int number = 0; number < hashes.Count; number++)
        {
            int slot = (int)hashes[number] & _mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & _mask;
            (_slots[slot], _numbers[slot]) = (hashes[number], number);
        }
    }

    /// <summary>The hashes, by number.</summary>
    public IReadOnlyList<ulong> Hashes { get; }

    /// <summary>How many tokens there are.</summary>
    public int Count => Hashes.Count;

    /// <summary>The number of a token, or -1.</summary>
    public int Find(ulong hash)
    {
        int slot = (int)hash & _mask;
        while (_slots[slot] != 0)
        {
            if (_slots[slot] == hash)
                return _numbers[slot];
            slot = (slot + 1) & _mask;
        }
        return -1;
    }
}
