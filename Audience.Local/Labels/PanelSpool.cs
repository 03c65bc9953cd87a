using System.Globalization;
using System.Text;
using Audience.Data.Authors;
using Audience.Data.Files;
using Audience.Data.Production;

namespace Audience.Local.Labels;

/// <summary>
/// Reduces label rows to panels as production does. The rows wait in a temporary file: memory holds an entry per author and panel.
/// </summary>
internal sealed class PanelSpool(ConflictGroups conflicts) : IAsyncDisposable
{
    // A place in two numbers, each below what an int holds.
    private const int RowsPerChunk = 1_000_000_000;
    private readonly Dictionary<string, PanelTally> _tallies = new(StringComparer.Ordinal);
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"audience-panels-{Guid.NewGuid():N}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 256 * 1024,
        }
    );
    private readonly PackedParser _parser = new(PanelRows.Columns.Count);
    private readonly Block _block = new();
    private long _rows;

    /// <summary>Adds the label rows of a block.</summary>
    public void Add(ByteBuffer rows)
    {
        if (rows.Length == 0)
            return;
        _file.Write(BitConverter.GetBytes(rows.Length));
        _file.Write(rows.Written);
        Load(rows.Written);
        while (_parser.Next())
        {
            string group = Encoding.UTF8.GetString(_parser[0]);
            if (!_tallies.TryGetValue(group, out var tally))
                _tallies.Add(group, tally = new PanelTally(conflicts));
            var time = DateTime.TryParse(Encoding.UTF8.GetString(_parser[4]), CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : default;
            tally.Add(
                unchecked((long)SourceAuthor.Hash(_parser[2])),
                Encoding.UTF8.GetString(_parser[3]),
                time,
                (int)(_rows / RowsPerChunk),
                (int)(_rows % RowsPerChunk)
            );
            _rows++;
        }
    }

    /// <summary>Writes the rows that panels come from.</summary>
    /// <returns>How many there are.</returns>
    public async Task<long> WriteAsync(OutputRows output, CancellationToken cancellationToken)
    {
        List<(int Chunk, int Row)> winners = [.. _tallies.Values.SelectMany(tally => tally.Winners())];
        winners.Sort();
        await _file.FlushAsync(cancellationToken);
        _file.Position = 0;
        byte[] length = new byte[4];
        long row = 0;
        for (int next = 0; next < winners.Count; )
        {
            await _file.ReadExactlyAsync(length, cancellationToken);
            byte[] rows = new byte[BitConverter.ToInt32(length)];
            await _file.ReadExactlyAsync(rows, cancellationToken);
            Load(rows);
            for (; _parser.Next(); row++)
                if (next < winners.Count && winners[next].Chunk * (long)RowsPerChunk + winners[next].Row == row)
                {
                    output.Add(_parser);
                    next++;
                }
            await output.FlushAsync(cancellationToken);
        }
        return winners.Count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Load(ReadOnlySpan<byte> rows)
    {
        _block.Clear();
        if (_block.Bytes.Length < rows.Length)
            _block.Grow(rows.Length);
        rows.CopyTo(_block.Bytes);
        _block.Length = rows.Length;
        _parser.Start(_block);
    }
}
