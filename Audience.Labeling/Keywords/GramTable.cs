using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Audience.Labeling.Keywords;

/// <summary>A set of 32-bit hashes that may hold more than was added, never less.</summary>
internal sealed class GramTable
{
    // The first bit of a word is its highest, so that shifting left by the bit's number brings it to the sign.
    private readonly uint[] _words;

    /// <param name="bits">Hashes run from 0 to 2^bits - 1; 5 or more.</param>
    internal GramTable(int bits) => _words = new uint[1 << (bits - 5)];

    internal ref uint Words => ref MemoryMarshal.GetArrayDataReference(_words);

    internal void Add(uint hash) => _words[hash >> 5] |= 0x8000_0000u >> (int)(hash & 31);

    /// <summary>Reads a word of a table; its sign tells whether the hash is in it. Hashes are not checked against the size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sign(ref uint words, uint hash) => (int)(Unsafe.Add(ref words, hash >> 5) << (int)(hash & 31));
}
