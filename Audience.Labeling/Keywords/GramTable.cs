using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Audience.Labeling.Keywords;

/// <summary>A set of 32-bit hashes that may hold more than was added, never less.</summary>
internal sealed class GramTable
{
    /// <summary>How many positions of a text are looked at together at most.</summary>
    internal const int MaxPositions = 64;

    // The first bit of a word is its highest, so that shifting left by the bit's number brings it to the sign.
    private readonly uint[] _words;

    /// <param name="bits">Hashes run from 0 to 2^bits - 1; 5 or more.</param>
    internal GramTable(int bits) => _words = new uint[1 << (bits - 5)];

    internal ref uint Words => ref MemoryMarshal.GetArrayDataReference(_words);

    internal void Add(uint hash) => _words[hash >> 5] |= 0x8000_0000u >> (int)(hash & 31);

    /// <summary>Reads a word of a table; its sign tells whether the hash is in it. Hashes are not checked against the size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sign(ref uint words, uint hash) => (int)(Unsafe.Add(ref words, hash >> 5) << (int)(hash & 31));

    /// <summary>1 where the hash is in the table, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bit(ref uint words, uint hash) => (ulong)(Unsafe.Add(ref words, hash >> 5) << (int)(hash & 31)) >> 31;

    /// <summary>The four characters from a position on, the first one lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Four(ref char first, int i) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, i)));
}
