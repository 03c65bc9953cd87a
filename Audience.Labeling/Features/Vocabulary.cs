using System.Numerics;
using System.Runtime.CompilerServices;
using Audience.Labeling.Scoring;

namespace Audience.Labeling.Features;

/// <summary>The tokens that a model knows, by hash, each with its number from 0 on. Immutable.</summary>
public sealed class Vocabulary
{
    /// <summary>Hashes of tokens that differ never crowd so; made-up ones could, and would make every search long.</summary>
    private const int MaxSearch = 256;

    /// <summary>A slot has 24 bits for the number and 40 for the hash, whose other bits its place tells.</summary>
    private const ulong NumberBits = (1 << 24) - 1;
    private const int MaxTokens = 1 << 22;

    private readonly ulong[] _slots; // high bits of the hash, and the number + 1; 0 where there is none
    private readonly int _mask;

    /// <summary>The vocabulary of a model of the first version, whose texts <see cref="TextTokens"/> cuts.</summary>
    /// <param name="hashes">Distinct, not 0; their order gives the numbers.</param>
    /// <exception cref="ModelFormatException">One is 0 or occurs twice, or too many of them end in the same bits.</exception>
    public Vocabulary(IReadOnlyList<ulong> hashes)
        : this(hashes, null) { }

    /// <param name="hashes">Distinct, not 0; their order gives the numbers.</param>
    /// <param name="set">What texts are cut into; null for <see cref="TextTokens"/>.</param>
    /// <exception cref="ModelFormatException">One is 0 or occurs twice, or too many of them end in the same bits.</exception>
    public Vocabulary(IReadOnlyList<ulong> hashes, TokenSet? set)
    {
        (Hashes, Set) = (hashes, set);
        if (hashes.Count > MaxTokens || set is { } some && (some & ~TokenSet.All) != 0)
            throw Damaged();
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Count * 2));
        (_slots, _mask) = (new ulong[size], size - 1);
        for (int number = 0; number < hashes.Count; number++)
        {
            int slot = (int)hashes[number] & _mask,
                searched = 0;
            while (_slots[slot] != 0)
            {
                if ((_slots[slot] ^ hashes[number]) <= NumberBits || ++searched > MaxSearch)
                    throw Damaged();
                slot = (slot + 1) & _mask;
            }
            _slots[slot] = hashes[number] == 0 ? throw Damaged() : hashes[number] & ~NumberBits | (uint)(number + 1);
        }
    }

    /// <summary>The hashes, by number.</summary>
    public IReadOnlyList<ulong> Hashes { get; }

    /// <summary>What texts are cut into; null where <see cref="TextTokens"/> cuts them.</summary>
    public TokenSet? Set { get; }

    /// <summary>How many tokens there are.</summary>
    public int Count => Hashes.Count;

    /// <summary>The number of a token, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong hash)
    {
        ulong[] slots = _slots;
        int slot = (int)hash & _mask;
        while (true)
        {
            ulong here = slots[slot];
            if (here == 0)
                return -1;
            if ((here ^ hash) <= NumberBits)
                return (int)(here & NumberBits) - 1;
            slot = (slot + 1) & _mask;
        }
    }

    private static ModelFormatException Damaged() => new("the model's vocabulary is damaged");
}
