using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Audience.Labeling.Keywords;

/// <summary>
/// Finds partially matched keywords: pairs of neighbouring characters are looked up, 16 at a time where the
/// processor can; where a pair starts a keyword, its first four characters; and only then the keywords themselves,
/// from these four on where there is no shorter one. Nearly every pair of Latin letters starts some keyword: among such keywords four
/// characters are looked up at once.
/// </summary>
internal sealed class KeywordScanner
{
    /// <summary>How many positions one step of <see cref="AddWide"/> looks at.</summary>
    private const int Step = 16;

    private readonly GramFilter _filter;
    private readonly KeywordTrie _trie;
    private readonly KeywordJumps _jumps;

    /// <param name="keywords">What to find.</param>
    /// <param name="counted">Labels from this one on do not count as missing.</param>
    internal KeywordScanner(TrieBuilder keywords, int counted)
    {
        _filter = new(keywords);
        _trie = new(keywords, counted);
        _jumps = new(keywords, _trie);
    }

    /// <summary>Adds the labels of every keyword in the text; stops when <paramref name="missing"/> labels were added.</summary>
    internal void AddAll(ReadOnlySpan<char> text, LabelSet found, int missing)
    {
        if (_filter.IsLatin)
            AddByGrams(text, found, ref missing);
        else
            AddByPairs(Avx2.IsSupported && text.Length > Step + 2 ? AddWide(text, found, ref missing) : 0, text, found, ref missing);
        if (missing > 0 && _filter.HasShort)
            AddLast(text, found);
    }

    private void AddByGrams(ReadOnlySpan<char> text, LabelSet found, ref int missing)
    {
        ref char first = ref MemoryMarshal.GetReference(text);
        for (int i = 0; i < text.Length - 3 && missing > 0; i += GramTable.MaxPositions)
        {
            int count = Math.Min(GramTable.MaxPositions, text.Length - 3 - i);
            ulong starts = _filter.Starts(ref Unsafe.Add(ref first, i), count);
            for (; starts != 0 && missing > 0; starts &= starts - 1)
            {
                int start = i + BitOperations.TrailingZeroCount(starts);
                if (_filter.HasShort)
                    AddCandidate(text, start, found, ref missing);
                else
                    missing -= _jumps.AddAt(text, start, found);
            }
        }
    }

    private void AddByPairs(int start, ReadOnlySpan<char> text, LabelSet found, ref int missing)
    {
        ref char first = ref MemoryMarshal.GetReference(text);
        ref uint pairs = ref _filter.Pairs.Words;
        for (int i = start; i < text.Length - 3 && missing > 0; i++)
        {
            if (GramTable.Sign(ref pairs, _filter.PairHash((uint)GramTable.Four(ref first, i))) < 0 || IsSingle(text[i]))
                AddCandidate(text, i, found, ref missing);
        }
    }

    // The last three positions have too few characters for the tables of longer keywords, and for the longer keywords too.
    private void AddLast(ReadOnlySpan<char> text, LabelSet found)
    {
        for (int i = Math.Max(0, text.Length - 3); i < text.Length; i++)
        {
            bool mayStart = (text.Length - i) switch
            {
                3 => _filter.MayBeShort(text[i] | ((ulong)text[i + 1] << 16) | ((ulong)text[i + 2] << 32)),
                2 => _filter.MayBePair(text[i] | ((uint)text[i + 1] << 16)),
                _ => false,
            };
            if (mayStart || IsSingle(text[i]))
                _trie.AddAt(text, i, found);
        }
    }

    /// <returns>The position up to which keywords were looked for.</returns>
    private int AddWide(ReadOnlySpan<char> text, LabelSet found, ref int missing)
    {
        ref char first = ref MemoryMarshal.GetReference(text);
        int i = 0;
        // The four characters of the last position of a step must lie inside the text.
        for (; i <= text.Length - Step - 3; i += Step)
        {
            uint even = Candidates(Vector256.LoadUnsafe(ref Unsafe.As<char, uint>(ref Unsafe.Add(ref first, i))));
            uint odd = Candidates(Vector256.LoadUnsafe(ref Unsafe.As<char, uint>(ref Unsafe.Add(ref first, i + 1))));
            for (; even != 0; even &= even - 1)
                AddCandidate(text, i + (2 * BitOperations.TrailingZeroCount(even)), found, ref missing);
            for (; odd != 0; odd &= odd - 1)
                AddCandidate(text, i + 1 + (2 * BitOperations.TrailingZeroCount(odd)), found, ref missing);
            if (missing <= 0)
                break;
        }
        return i;
    }

    /// <summary>Which of eight pairs may start a keyword, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Candidates(Vector256<uint> pairs)
    {
        Vector256<uint> hashes = Vector256.ShiftRightLogical(
            (pairs | Vector256.Create(GramFilter.CaseBits)) * Vector256.Create(GramFilter.PairFactor),
            _filter.PairShift
        );
        Vector256<uint> signs = Signs(_filter.Pairs, hashes);
        if (_filter.Singles is { } singles)
            signs |= Signs(singles, pairs & Vector256.Create(0xFFFFu));
        return signs.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<uint> Signs(GramTable table, Vector256<uint> hashes)
    {
        fixed (uint* words = &table.Words)
        {
            Vector256<uint> gathered = Avx2.GatherVector256(words, (hashes >>> 5).AsInt32(), sizeof(uint));
            return Avx2.ShiftLeftLogicalVariable(gathered, hashes & Vector256.Create(31u));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddCandidate(ReadOnlySpan<char> text, int i, LabelSet found, ref int missing)
    {
        ulong four = GramTable.Four(ref MemoryMarshal.GetReference(text), i);
        if (_filter.MayBeShort(four) || IsSingle(text[i]))
            missing -= _trie.AddAt(text, i, found);
        else if (_filter.MayStartLong(four))
            missing -= _jumps.AddAt(text, i, found);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSingle(char unit) => _filter.Singles is { } singles && GramTable.Sign(ref singles.Words, unit) < 0;
}
