using System.Numerics;
using System.Runtime.CompilerServices;

namespace Audience.Labeling.Keywords;

/// <summary>
/// Tells by its first characters, as they stand in the text, whether a keyword may start at a position. The tables
/// hold every spelling of the keywords' first characters, so a text need not be folded to be looked up.
/// </summary>
internal sealed class GramFilter
{
    /// <summary>Most letters and their other case differ in this bit. Hashing with it set makes them one entry instead of 16.</summary>
    internal const uint CaseBits = 0x0020_0020;

    internal const uint PairFactor = 0x9E37_79B1;

    private const ulong WideFactor = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The tables get 64 bits for each start of a keyword and stay in the second-level cache.</summary>
    private const int FewestBits = 10,
        MostBits = 21;

    private readonly GramTable _wholePairs;
    private readonly GramTable _wholeTriples;
    private readonly GramTable _fours;
    private readonly int _wideShift;
    private bool _hasPairs;
    private bool _hasTriples;

    internal GramFilter(TrieBuilder keywords)
    {
        List<(string Start, bool IsKeyword)> starts = keywords.Starts(4);
        int bits = Math.Clamp(
            BitOperations.Log2((uint)starts.Count(start => start.Start.Length is 1 or 4 || start.IsKeyword)) + 7,
            FewestBits,
            MostBits
        );
        PairShift = 32 - bits;
        _wideShift = 64 - bits;
        (Pairs, _wholePairs, _wholeTriples, _fours) = (new(bits), new(bits), new(bits), new(bits));
        foreach ((string start, bool isKeyword) in starts)
            AddSpellings(start, isKeyword);
        string[] all = [.. starts.Where(start => start.IsKeyword || start.Start.Length == 4).Select(start => start.Start)];
        IsLatin = all.Count(start => char.IsAscii(start[0])) > all.Length / 2;
    }

    /// <summary>Keywords of one character, by character; null when there are none.</summary>
    internal GramTable? Singles { get; private set; }

    /// <summary>The first two characters of all longer keywords, by <see cref="PairHash"/>.</summary>
    internal GramTable Pairs { get; }

    internal int PairShift { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint PairHash(uint pair) => ((pair | CaseBits) * PairFactor) >> PairShift;

    /// <summary>Whether a keyword of two or three characters may stand here.</summary>
    /// <param name="three">Three characters, the first one lowest; what is above them does not matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MayBeShort(ulong three) =>
        (GramTable.Sign(ref _wholePairs.Words, PairHash((uint)three)) | GramTable.Sign(ref _wholeTriples.Words, TripleHash(three))) < 0;

    /// <summary>Whether a keyword of four or more characters may start here.</summary>
    /// <param name="four">Four characters, the first one lowest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool MayStartLong(ulong four) => GramTable.Sign(ref _fours.Words, FourHash(four)) < 0;

    /// <summary>Whether more than half of the keywords begin with an ASCII character.</summary>
    internal bool IsLatin { get; }

    /// <summary>Whether there are keywords of fewer than four characters.</summary>
    internal bool HasShort => Singles is not null || _hasPairs || _hasTriples;

    /// <summary>
    /// Where in a stretch of a text keywords may start, as bits. No position has a branch of its own: what comes next in a short text
    /// cannot be predicted, and a branch that was predicted wrong takes longer than looking a position up.
    /// </summary>
    /// <param name="first">The first position; three more characters than are looked at must be there.</param>
    /// <param name="count">How many positions; at most <see cref="GramTable.MaxPositions"/>.</param>
    internal ulong Starts(ref char first, int count)
    {
        ulong starts = 0;
        ref uint fours = ref _fours.Words;
        for (int i = 0; i < count; i++)
            starts |= GramTable.Bit(ref fours, FourHash(GramTable.Four(ref first, i))) << i;
        if (_hasTriples)
        {
            ref uint triples = ref _wholeTriples.Words;
            for (int i = 0; i < count; i++)
                starts |= GramTable.Bit(ref triples, TripleHash(GramTable.Four(ref first, i))) << i;
        }
        if (_hasPairs)
        {
            ref uint pairs = ref _wholePairs.Words;
            for (int i = 0; i < count; i++)
                starts |= GramTable.Bit(ref pairs, PairHash((uint)GramTable.Four(ref first, i))) << i;
        }
        if (Singles is { } singles)
        {
            ref uint words = ref singles.Words;
            for (int i = 0; i < count; i++)
                starts |= GramTable.Bit(ref words, Unsafe.Add(ref first, i)) << i;
        }
        return starts;
    }

    /// <summary>Whether a keyword of two characters may stand at the last two of a text.</summary>
    internal bool MayBePair(uint pair) => GramTable.Sign(ref _wholePairs.Words, PairHash(pair)) < 0;

    private uint TripleHash(ulong four) => (uint)((((four | Wide(CaseBits)) << 16) * WideFactor) >> _wideShift);

    private uint FourHash(ulong four) => (uint)(((four | Wide(CaseBits)) * WideFactor) >> _wideShift);

    private static ulong Wide(uint pair) => pair | ((ulong)pair << 32);

    /// <summary>
    /// Adds every spelling of a start whose first <paramref name="length"/> characters are spelt as in <paramref name="units"/>.
    /// </summary>
    private void AddSpellings(string folded, bool isKeyword, int length = 0, ulong units = 0)
    {
        if (length == folded.Length)
        {
            Add(units, length, isKeyword);
            return;
        }
        foreach (char unit in CaseFold.VariantsAt(folded, length))
            AddSpellings(folded, isKeyword, length + 1, units | ((ulong)unit << (16 * length)));
    }

    private void Add(ulong units, int length, bool isKeyword)
    {
        switch (length)
        {
            case 1 when isKeyword:
                (Singles ??= new GramTable(16)).Add((uint)units);
                break;
            case 2:
                Pairs.Add(PairHash((uint)units));
                if (!isKeyword)
                    break;
                _hasPairs = true;
                _wholePairs.Add(PairHash((uint)units));
                break;
            case 3 when isKeyword:
                _hasTriples = true;
                _wholeTriples.Add(TripleHash(units));
                break;
            case 4:
                _fours.Add(FourHash(units));
                break;
        }
    }
}
