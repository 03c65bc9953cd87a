using System.Buffers.Binary;
using System.Text;
using Audience.Data.Files;

namespace Audience.Data.Audiences;

/// <summary>
/// Brings the production rows of each author together. Rows go into 256 partitions by the author's hash, in memory up to 32 KB of each and
/// then in a temporary file, from which one partition after the other is read.
/// </summary>
internal sealed class AuthorSpool : IDisposable
{
    private const int Partitions = 256,
        BlockBytes = 32 * 1024,
        HeadBytes = 8 + 8 + 4 + 4 + 4;

    private readonly ByteBuffer[] _blocks = [.. Enumerable.Range(0, Partitions).Select(_ => new ByteBuffer())];
    private readonly List<(long Offset, int Length)>[] _filed = [.. Enumerable.Range(0, Partitions).Select(_ => new List<(long, int)>())];
    private FileStream? _file;
    private long _end;

    /// <summary>Adds a row.</summary>
    /// <param name="author">Hash of the source_author.</param>
    /// <param name="panel">The panel's number.</param>
    /// <param name="time">The post's time.</param>
    /// <param name="source">s_id, UTF-8.</param>
    /// <param name="sourceAuthor">source_author, UTF-8.</param>
    public void Add(long author, int panel, DateTime time, ReadOnlySpan<byte> source, ReadOnlySpan<byte> sourceAuthor)
    {
        int partition = (int)((ulong)author * 0x9E3779B97F4A7C15 >> 56);
        var block = _blocks[partition];
        var head = block.Reserve(HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(head, author);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], time.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], panel);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], source.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], sourceAuthor.Length);
        block.Commit(HeadBytes);
        block.Add(source);
        block.Add(sourceAuthor);
        if (block.Length < BlockBytes)
            return;
        _file ??= UnnamedFile.Open("audience");
        RandomAccess.Write(_file.SafeFileHandle, block.Written, _end);
        _filed[partition].Add((_end, block.Length));
        _end += block.Length;
        block.Clear();
    }

    /// <summary>All authors, partition by partition.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public IEnumerable<SpooledAuthor> Authors()
    {
        Dictionary<long, SpooledAuthor> authors = [];
        byte[] bytes = [];
        for (int partition = 0; partition < Partitions; partition++)
        {
            authors.Clear();
            foreach (var (offset, length) in _filed[partition])
            {
                if (bytes.Length < length)
                    bytes = new byte[length];
                UnnamedFile.Read(_file!, bytes.AsSpan(0, length), offset);
                Gather(bytes.AsSpan(0, length), authors);
            }
            Gather(_blocks[partition].Written, authors);
            foreach (var author in authors.Values)
                yield return author;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static void Gather(ReadOnlySpan<byte> rows, Dictionary<long, SpooledAuthor> authors)
    {
        while (rows.Length > 0)
        {
            long hash = BinaryPrimitives.ReadInt64LittleEndian(rows);
            var time = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(rows[8..]));
            int panel = BinaryPrimitives.ReadInt32LittleEndian(rows[16..]),
                source = BinaryPrimitives.ReadInt32LittleEndian(rows[20..]),
                author = BinaryPrimitives.ReadInt32LittleEndian(rows[24..]);
            rows = rows[HeadBytes..];
            if (!authors.TryGetValue(hash, out var known))
                authors[hash] = known = SpooledAuthor.Of(rows[..source], rows.Slice(source, author));
            known.Panels.Add(panel);
            if (time > known.Latest)
                known.Latest = time;
            rows = rows[(source + author)..];
        }
    }
}

/// <summary>An author with its panels.</summary>
/// <param name="Source">s_id, UTF-8.</param>
/// <param name="Author">The author's name within it, UTF-8.</param>
internal sealed record SpooledAuthor(byte[] Source, byte[] Author)
{
    /// <summary>The numbers of its panels.</summary>
    public SortedSet<int> Panels { get; } = [];

    /// <summary>The time of its latest post that gave it a panel.</summary>
    public DateTime Latest { get; set; } = DateTime.MinValue;

    // source_author is s_id, '_' and the author, without white space around them.
    internal static SpooledAuthor Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> sourceAuthor)
    {
        byte[] prefix = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(source).TrimStart() + "_");
        return new SpooledAuthor(
            source.ToArray(),
            (sourceAuthor.StartsWith(prefix) ? sourceAuthor[prefix.Length..] : sourceAuthor).ToArray()
        );
    }
}
