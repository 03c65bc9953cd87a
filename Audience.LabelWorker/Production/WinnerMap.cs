using System.Collections;

namespace Audience.LabelWorker.Production;

/// <summary>Which label rows become production rows: a bit for each.</summary>
internal sealed class WinnerMap
{
    private readonly Dictionary<int, BitArray> _chunks;

    /// <param name="chunks">Every chunk with label rows of the group.</param>
    /// <param name="winners">The rows.</param>
    /// <exception cref="InvalidOperationException">A row is not among those of its chunk: the database has lost or gained rows.</exception>
    public WinnerMap(IEnumerable<ChunkRows> chunks, IEnumerable<(int Chunk, int Row)> winners)
    {
        _chunks = chunks.ToDictionary(c => c.Chunk, c => new BitArray(c.Rows));
        foreach (var (chunk, row) in winners)
        {
            if (!_chunks.TryGetValue(chunk, out var bits) || row >= bits.Length)
                throw new InvalidOperationException($"label row {row} of chunk {chunk} is not among those that the chunk has left");
            bits[row] = true;
        }
    }

    /// <summary>
    /// A byte per row of a part of a chunk, <c>1</c> for those that win, for the server to look into: copied as a constant, it needs no
    /// temporary table, and the rows are found in one walk in the order of the key. Null where none wins.
    /// </summary>
    public byte[]? Flags(int chunk, int from, int count)
    {
        var bits = _chunks[chunk];
        var flags = new byte[count];
        bool any = false;
        for (int i = 0; i < count; i++)
        {
            any |= bits[from + i];
            flags[i] = (byte)(bits[from + i] ? '1' : '0');
        }
        return any ? flags : null;
    }
}
