using System.Runtime.InteropServices;
using Audience.Data.Files;

namespace Audience.Data.Audiences;

/// <summary>
/// Brings the panels of each author together. Rows go into 64 partitions by the author's hash, those that do not fit a block into a
/// temporary file; then one partition after the other is added up, so that memory is a 64th of what all authors take.
/// </summary>
internal sealed class AuthorMasks : IDisposable
{
    private const int Partitions = 64,
        BlockRows = 2_048;

    private readonly Row[][] _blocks = new Row[Partitions][];
    private readonly int[] _counts = new int[Partitions];
    private readonly List<long>[] _filed = new List<long>[Partitions];
    private FileStream? _file;
    private long _end;

    /// <summary>Adds panels of an author.</summary>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, ulong mask)
    {
        // The upper bits of a product: hashes of made-up rows may be small numbers.
        int partition = (int)((ulong)author * 0x9E3779B97F4A7C15 >> 58);
        var block = _blocks[partition] ??= new Row[BlockRows];
        if (_counts[partition] == BlockRows)
            Write(partition, block);
        block[_counts[partition]++] = new Row(author, mask);
    }

    /// <summary>How many authors have which panels.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public Dictionary<ulong, long> Count()
    {
        Dictionary<ulong, long> counts = [];
        Dictionary<long, ulong> authors = [];
        for (int partition = 0; partition < Partitions; partition++)
        {
            authors.Clear();
            Gather(partition, authors);
            foreach (ulong mask in authors.Values)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, mask, out _)++;
        }
        return counts;
    }

    public void Dispose() => _file?.Dispose();

    private void Gather(int partition, Dictionary<long, ulong> authors)
    {
        if (_blocks[partition] is not { } block)
            return;
        Gather(block.AsSpan(0, _counts[partition]), authors);
        foreach (long offset in _filed[partition] ?? [])
        {
            UnnamedFile.Read(_file!, MemoryMarshal.AsBytes(block.AsSpan()), offset);
            Gather(block, authors);
        }
        _counts[partition] = 0;
    }

    private static void Gather(ReadOnlySpan<Row> rows, Dictionary<long, ulong> authors)
    {
        foreach (var row in rows)
            CollectionsMarshal.GetValueRefOrAddDefault(authors, row.Author, out _) |= row.Mask;
    }

    private void Write(int partition, Row[] block)
    {
        _file ??= UnnamedFile.Open("authors");
        var bytes = MemoryMarshal.AsBytes(block.AsSpan());
        RandomAccess.Write(_file.SafeFileHandle, bytes, _end);
        (_filed[partition] ??= []).Add(_end);
        _end += bytes.Length;
        _counts[partition] = 0;
    }

    private readonly record struct Row(long Author, ulong Mask);
}
