using System.Numerics;
using Audience.Labeling.Prepared;

namespace Audience.Labeling.Features;

/// <summary>The tokens that a model knows, by hash, each with its number from 0 on. Immutable.</summary>
public sealed class Vocabulary
{
    /// <summary>Hashes of tokens that differ never crowd so; made-up ones could, and would make every search long.</summary>
    private const int MaxSearch = 256;

    private readonly ulong[] _slots;
    private readonly int[] _numbers;
    private readonly int _mask;

    /// <param name="hashes">Distinct, not 0; their order gives the numbers.</param>
    /// <exception cref="ModelFormatException">One is 0 or occurs twice, or too many of them end in the same bits.</exception>
    public Vocabulary(IReadOnlyList<ulong> hashes)
    {
        Hashes = hashes;
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Count * 2));
        (_slots, _numbers, _mask) = (new ulong[size], new int[size], size - 1);
        for (int number = 0; number < hashes.Count; number++)
        {
            int slot = (int)hashes[number] & _mask,
                searched = 0;
            while (_slots[slot] != 0)
            {
                if (_slots[slot] == hashes[number] || ++searched > MaxSearch)
                    throw Damaged();
                slot = (slot + 1) & _mask;
            }
            (_slots[slot], _numbers[slot]) = (hashes[number] == 0 ? throw Damaged() : hashes[number], number);
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

    private static ModelFormatException Damaged() => new("the model's vocabulary is damaged");
}
