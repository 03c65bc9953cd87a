using System.Runtime.InteropServices;
using Audience.Data.Files;

namespace Audience.Data.Comparisons;

/// <summary>
/// Brings what is known of each author together. Entries go into 256 partitions by the author's hash, those that do not fit a block into a
/// temporary file; then one partition after the other is sorted, so that memory is a 256th of what all authors take.
/// </summary>
public sealed class AuthorCodes : IDisposable
{
    private const int Partitions = 256,
        BlockRows = 1_024;

    private readonly Row[][] _blocks = new Row[Partitions][];
    private readonly int[] _counts = new int[Partitions];
    private readonly List<long>[] _filed = [.. Enumerable.Range(0, Partitions).Select(_ => new List<long>())];
    private long[] _authors = [],
        _codes = [];
    private FileStream? _file;
    private long _end;

    /// <summary>Adds something of an author.</summary>
    /// <param name="author">Hash of the source_author.</param>
    /// <param name="code">What the caller knows it by.</param>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, long code)
    {
        // The upper bits of a product: hashes of made-up rows may be small numbers.
        int partition = (int)((ulong)author * 0x9E3779B97F4A7C15 >> 56);
        var block = _blocks[partition] ??= new Row[BlockRows];
        if (_counts[partition] == BlockRows)
        {
            _file ??= UnnamedFile.Open("comparison");
            var bytes = MemoryMarshal.AsBytes(block.AsSpan());
            RandomAccess.Write(_file.SafeFileHandle, bytes, _end);
            _filed[partition].Add(_end);
            _end += bytes.Length;
            _counts[partition] = 0;
        }
        block[_counts[partition]++] = new Row(author, code);
    }

    /// <summary>Visits the authors, each once with all codes of it, in no order.</summary>
    /// <param name="visit">Takes an author.</param>
    /// <param name="cancellationToken">Ends it between two partitions.</param>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Visit(AuthorVisit visit, CancellationToken cancellationToken)
    {
        for (int partition = 0; partition < Partitions; partition++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Load(partition);
            Array.Sort(_authors, _codes, 0, rows);
            for (int from = 0, to; from < rows; from = to)
            {
                to = from + 1;
                while (to < rows && _authors[to] == _authors[from])
                    to++;
                visit(_authors[from], _codes.AsSpan(from, to - from));
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private int Load(int partition)
    {
        int last = _counts[partition],
            rows = _filed[partition].Count * BlockRows + last;
        if (_authors.Length < rows)
            (_authors, _codes) = (new long[rows + rows / 4], new long[rows + rows / 4]);
        int next = 0;
        // The last block first: the others are read into its place.
        if (last > 0)
            Take(_blocks[partition].AsSpan(0, last), ref next);
        foreach (long offset in _filed[partition])
        {
            UnnamedFile.Read(_file!, MemoryMarshal.AsBytes(_blocks[partition].AsSpan()), offset);
            Take(_blocks[partition], ref next);
        }
        _blocks[partition] = null!;
        return next;
    }

    private void Take(ReadOnlySpan<Row> rows, ref int next)
    {
        foreach (var row in rows)
            (_authors[next], _codes[next++]) = (row.Author, row.Code);
    }

    private readonly record struct Row(long Author, long Code);
}

/// <summary>Takes an author.</summary>
/// <param name="author">Hash of the source_author.</param>
/// <param name="codes">Its codes, in no order.</param>
public delegate void AuthorVisit(long author, Span<long> codes);
