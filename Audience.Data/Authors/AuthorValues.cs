using System.Runtime.InteropServices;
using Audience.Data.Files;

namespace Audience.Data.Authors;

/// <summary>
/// Values of authors, such as bits or codes, in partitions by the author's hash: all of one author are in one partition. Rows that do not
/// fit a partition's block go into a temporary file, so that memory is that of the blocks, however many authors there are.
/// </summary>
/// <param name="bits">There are 2 to the power of so many partitions, 1 to 16.</param>
/// <param name="blockRows">Rows of a block; each takes 16 bytes.</param>
/// <param name="name">Begins the temporary file's name.</param>
internal sealed class AuthorValues(int bits, int blockRows, string name) : IDisposable
{
    private readonly AuthorValue[]?[] _blocks = new AuthorValue[1 << bits][];
    private readonly int[] _counts = new int[1 << bits];
    private readonly List<long>?[] _filed = new List<long>[1 << bits];
    private FileStream? _file;
    private long _end;

    /// <summary>How many partitions there are.</summary>
    public int Partitions => _blocks.Length;

    /// <summary>Adds a value of an author.</summary>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, long value)
    {
        // The upper bits of a product: hashes of made-up rows may be small numbers.
        int partition = (int)((ulong)author * 0x9E3779B97F4A7C15 >> (64 - bits));
        var block = _blocks[partition] ??= new AuthorValue[blockRows];
        if (_counts[partition] == blockRows)
            Write(partition, block);
        block[_counts[partition]++] = new AuthorValue(author, value);
    }

    /// <summary>How many rows a partition has.</summary>
    public int Rows(int partition) => (_filed[partition]?.Count ?? 0) * blockRows + _counts[partition];

    /// <summary>Takes the rows of a partition, block by block, and empties it.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Take(int partition, Action<ReadOnlySpan<AuthorValue>> take)
    {
        if (_blocks[partition] is not { } block)
            return;
        // The last block first: the others are read into its place.
        take(block.AsSpan(0, _counts[partition]));
        foreach (long offset in _filed[partition] ?? [])
        {
            UnnamedFile.Read(_file!, MemoryMarshal.AsBytes(block.AsSpan()), offset);
            take(block);
        }
        (_blocks[partition], _counts[partition], _filed[partition]) = (null, 0, null);
    }

    public void Dispose() => _file?.Dispose();

    private void Write(int partition, AuthorValue[] block)
    {
        _file ??= UnnamedFile.Open(name);
        var bytes = MemoryMarshal.AsBytes(block.AsSpan());
        RandomAccess.Write(_file.SafeFileHandle, bytes, _end);
        (_filed[partition] ??= []).Add(_end);
        _end += bytes.Length;
        _counts[partition] = 0;
    }
}

/// <param name="Author">Hash of the source_author.</param>
/// <param name="Value">What is known of it.</param>
internal readonly record struct AuthorValue(long Author, long Value);
