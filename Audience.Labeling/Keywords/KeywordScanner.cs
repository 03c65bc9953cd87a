using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Audience.Labeling.Keywords;

/// <summary>
/// Finds partially matched keywords: pairs of neighbouring characters are looked up, 16 at a time where the
/// processor can; where a pair starts a keyword, its first four characters; and only then the keywords themselves,
/// from these four on where there is no shorter one.
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
        int start = 0;
        if (Avx2.IsSupported && text.Length > Step + 2)
            start = AddWide(text, found, ref missing);
        if (missing > 0)
            AddFrom(start, text, found, missing);
    }

    private void AddFrom(int start, ReadOnlySpan<char> text, LabelSet found, int missing)
    {
        GramFilter filter = _filter;
        ref char first = ref MemoryMarshal.GetReference(text);
        ref uint pairs = ref filter.Pairs.Words;
        int i = start;
        for (; i < text.Length - 3; i++)
        {
            ulong four = Four(ref first, i);
            if (GramTable.Sign(ref pairs, filter.PairHash((uint)four)) >= 0 && !IsSingle(text[i]))
                continue;
            AddCandidate(text, i, found, ref missing);
            if (missing <= 0)
                return;
        }
        // Too few characters are left for the tables of longer keywords, and for the longer keywords too.
        for (; i < text.Length; i++)
        {
            bool mayStart = (text.Length - i) switch
            {
                3 => filter.MayBeShort(text[i] | ((ulong)text[i + 1] << 16) | ((ulong)text[i + 2] << 32)),
                2 => filter.MayBePair(text[i] | ((uint)text[i + 1] << 16)),
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
        ulong four = Four(ref MemoryMarshal.GetReference(text), i);
        if (_filter.MayBeShort(four) || IsSingle(text[i]))
            missing -= _trie.AddAt(text, i, found);
        else if (_filter.MayStartLong(four))
            missing -= _jumps.AddAt(text, i, found);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSingle(char unit) => _filter.Singles is { } singles && GramTable.Sign(ref singles.Words, unit) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Four(ref char first, int i) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, i)));
}
