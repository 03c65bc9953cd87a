using System.Runtime.CompilerServices;

namespace Audience.Labeling.Features;

/// <summary>
/// Hashes of tokens that grow by a character at a time, so that a longer token costs one step more than the one it begins with.
/// </summary>
internal static class TokenHash
{
    public const ulong Word = 0x9AE16A3B2F90404F;
    public const ulong Pair = 0xC949D7C7509E6557;
    public const ulong Part = 0xE7037ED1A0B428DB;
    public const ulong Run = 0x8EBC6AF09C88C6E3;
    public const ulong Mark = 0x589965CC75374CC3;
    public const ulong Length = 0x1D8E4E27C47D124F;
    public const ulong Lengths = 0xEB44ACCAB455D165;
    public const ulong First = 0xA0761D6478BD642F;
    public const ulong Last = 0xD6E8FEB86659FD93;
    public const ulong Letter = 0xA3B195354A39B70D;
    public const ulong Number = 0xB492B66FBE98F273;
    public const ulong Case = 0x9FB21C651E98DF25;
    public const ulong Cases = 0xC2B2AE3D27D4EB4F;
    public const ulong FirstCase = 0x85EBCA77C2B2AE63;
    public const ulong LastCase = 0x27D4EB2F165667C5;

    /// <summary>Where a word or a run begins; no character of a text is folded to it.</summary>
    public const char Begin = '\u0002';

    /// <summary>Where it ends.</summary>
    public const char End = '\u0003';

    /// <summary>Appends a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next(ulong hash, uint c) => (ulong.RotateLeft(hash, 5) ^ c) * 0x517CC1B727220A95;

    /// <summary>The hash that the token so far is known by: all bits depend on all characters, and it is never 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15;
        return (hash ^ (hash >> 29)) | 1UL << 63;
    }
}
