using System.Runtime.InteropServices;

namespace Audience.Data.Authors;

/// <summary>A slice of the ascending hashes of one chunk.</summary>
/// <param name="seq">The chunk's number.</param>
/// <param name="part">The part, one row of the table, that the slice is of.</param>
/// <param name="offset">Where in the part it begins, bytes.</param>
/// <param name="partLength">How long the part is, bytes.</param>
/// <param name="hashes">The slice: 8 bytes a hash.</param>
internal sealed class HashRun(int seq, int part, int offset, int partLength, byte[] hashes)
{
    private const int MinSlice = 4 * 1024,
        MaxSlice = 64 * 1024;
    private int _next;

    public int Seq => seq;
    public ulong Current { get; private set; }

    /// <summary>Bytes of each chunk to hold at a time, a multiple of 8: so many that all of them stay within a budget.</summary>
    /// <param name="chunks">How many chunks there are.</param>
    /// <param name="budget">Bytes.</param>
    public static int SliceFor(int chunks, int budget) =>
        Math.Clamp(budget / Math.Max(chunks, 1), MinSlice, MaxSlice) / sizeof(ulong) * sizeof(ulong);

    public bool MoveNext()
    {
        if (_next == hashes.Length)
            return false;
        Current = MemoryMarshal.Read<ulong>(hashes.AsSpan(_next));
        _next += sizeof(ulong);
        return true;
    }

    /// <summary>Where the slice after this one begins; null where this was the last, which a part that is not full says.</summary>
    public (int Part, int Offset)? Next(int fullPart)
    {
        int end = offset + hashes.Length;
        if (end < partLength)
            return (part, end);
        return partLength == fullPart ? (part + 1, 0) : null;
    }
}
