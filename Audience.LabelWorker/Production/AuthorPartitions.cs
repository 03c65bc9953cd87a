using System.Runtime.InteropServices;
using Audience.Data.Files;
using Audience.Data.Production;

namespace Audience.LabelWorker.Production;

/// <summary>
/// Label rows by a hash of their author, so that each partition holds all rows of its authors and can be tallied alone. One partition
/// is tallied as its rows come; several go through a temporary file, which has no name any more once it is open: nothing of it outlives
/// the process.
/// </summary>
internal sealed class AuthorPartitions : IDisposable
{
    // 2,048 rows of 32 bytes: 64 KiB a write, and held for each partition.
    private const int BlockRows = 2_048;

    private readonly PanelNumbers _panels = new();
    private readonly PanelTally _tally;
    private readonly Partition[] _partitions;
    private readonly FileStream? _file;
    private long _end;

    /// <param name="conflicts">Panels that exclude each other.</param>
    /// <param name="partitions">How many; at least 1.</param>
    /// <param name="counts">Told who got which panel; null where nobody asks.</param>
    /// <param name="members">Takes the authors of each panel; null where nobody asks.</param>
    /// <exception cref="IOException">The temporary file cannot be made.</exception>
    public AuthorPartitions(ConflictGroups conflicts, int partitions, PanelCounts? counts = null, PanelMembers? members = null)
    {
        _tally = new PanelTally(conflicts, counts, members);
        _partitions = [.. Enumerable.Range(0, partitions).Select(_ => new Partition())];
        if (partitions > 1)
            _file = UnnamedFile.Open("production");
    }

    /// <summary>Adds a label row.</summary>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, string panel, DateTime time, int chunk, int row)
    {
        if (_file is null)
        {
            _tally.Add(author, panel, time, chunk, row);
            return;
        }
        // The lower bits are those that the tally's own table goes by.
        var partition = _partitions[(int)((uint)(author >> 32) % _partitions.Length)];
        partition.Block ??= new LabelRowKey[BlockRows];
        partition.Block[partition.Count++] = new LabelRowKey(author, time.Ticks, chunk, row, _panels.Of(panel));
        if (partition.Count == BlockRows)
            Write(partition);
    }

    /// <summary>The label rows that become production rows, partition by partition.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public IEnumerable<(int Chunk, int Row)> Winners()
    {
        if (_file is null)
            return _tally.Winners();
        return _partitions.SelectMany(partition =>
        {
            _tally.Clear();
            Tally(partition);
            return _tally.Winners();
        });
    }

    public void Dispose() => _file?.Dispose();

    private void Write(Partition partition)
    {
        var bytes = MemoryMarshal.AsBytes(partition.Block.AsSpan(0, partition.Count));
        RandomAccess.Write(_file!.SafeFileHandle, bytes, _end);
        partition.Blocks.Add((_end, partition.Count));
        _end += bytes.Length;
        partition.Count = 0;
    }

    private void Tally(Partition partition)
    {
        if (partition.Block is not { } rows)
            return;
        Tally(rows.AsSpan(0, partition.Count));
        foreach (var (offset, count) in partition.Blocks)
        {
            UnnamedFile.Read(_file!, MemoryMarshal.AsBytes(rows.AsSpan(0, count)), offset);
            Tally(rows.AsSpan(0, count));
        }
        partition.Block = null;
    }

    private void Tally(ReadOnlySpan<LabelRowKey> rows)
    {
        foreach (var row in rows)
            _tally.Add(row.Author, _panels.Names[row.Panel], new DateTime(row.Ticks), row.Chunk, row.Row);
    }

    private sealed class Partition
    {
        public LabelRowKey[]? Block;
        public int Count;
        public readonly List<(long Offset, int Count)> Blocks = [];
    }
}
