using System.Numerics;

namespace Audience.Labeling.Keywords;

/// <summary>
/// Where the first four characters of keywords lead in their trie: one probe in place of four. Says nothing of shorter keywords,
/// which end on the way.
/// </summary>
internal sealed class KeywordJumps
{
    /// <summary>How many characters a jump takes in.</summary>
    internal const int Length = 4;

    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    private readonly KeywordTrie _trie;
    private readonly Jump[] _jumps;
    private readonly int _shift;

    internal KeywordJumps(TrieBuilder keywords, KeywordTrie trie)
    {
        _trie = trie;
        List<(string Start, bool IsKeyword)> all = keywords.Starts(Length + 1);
        List<string> starts = [.. all.Where(start => start.Start.Length == Length).Select(start => start.Start)];
        int bits = BitOperations.Log2((uint)starts.Count + 1) + 2;
        _jumps = new Jump[1 << bits];
        _shift = 64 - bits;
        Dictionary<string, ulong> nexts = Nexts(all);
        foreach (string start in starts)
        {
            ulong four = start[0] | ((ulong)start[1] << 16) | ((ulong)start[2] << 32) | ((ulong)start[3] << 48);
            (int node, int depth) = trie.Down(start);
            Find(four) = new Jump(four, nexts.GetValueOrDefault(start), node, depth);
        }
    }

    /// <summary>
    /// Adds the labels of every keyword of four or more characters that stands at a position, with at least four characters from
    /// there on.
    /// </summary>
    /// <returns>How many labels were not in the set before.</returns>
    internal int AddAt(ReadOnlySpan<char> text, int position, LabelSet found)
    {
        ulong four = CaseFold.FourAt(text, position);
        ref readonly Jump jump = ref Find(four);
        if (jump.Node == KeywordTrie.Root)
            return 0;
        int next = position + Length;
        if (jump.Next != ulong.MaxValue && (next == text.Length || (jump.Next >> CaseFold.At(text, next) & 1) == 0))
            return 0;
        return _trie.AddBelow(text, position + jump.Depth, jump.Node, found);
    }

    // By the first four characters of keywords: which may follow, as bits by their lowest six bits; all where a keyword ends there.
    private static Dictionary<string, ulong> Nexts(List<(string Start, bool IsKeyword)> starts)
    {
        Dictionary<string, ulong> nexts = [];
        foreach ((string start, bool isKeyword) in starts)
        {
            if (start.Length < Length)
                continue;
            string four = start[..Length];
            nexts[four] =
                nexts.GetValueOrDefault(four)
                | (
                    start.Length > Length ? 1UL << start[Length]
                    : isKeyword ? ulong.MaxValue
                    : 0
                );
        }
        return nexts;
    }

    // The jump of these characters, or the empty place where it would be.
    private ref Jump Find(ulong four)
    {
        Jump[] jumps = _jumps;
        int place = (int)(four * Factor >> _shift);
        while (jumps[place].Node != KeywordTrie.Root && jumps[place].Four != four)
            place = (place + 1) & (jumps.Length - 1);
        return ref jumps[place];
    }

    /// <param name="Four">The folded characters, the first one lowest.</param>
    /// <param name="Next">Which characters may follow them, as bits by their lowest six bits; all where they are a keyword.</param>
    /// <param name="Node">Where they lead; the root in an empty place.</param>
    /// <param name="Depth">How many of them lead there: fewer than four where only one keyword is left before.</param>
    private readonly record struct Jump(ulong Four, ulong Next, int Node, int Depth);
}
