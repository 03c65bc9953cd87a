using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Audience.Data.Schema;

namespace Audience.Data.Results;

/// <summary>Label rows in the text format of LOAD DATA: tab-separated, backslash-escaped, made while the driver reads.</summary>
internal sealed class LabelRowStream(LabelRows rows) : Stream
{
    /// <summary>
    /// The columns that a line has, in their order: all but those that the rows of a chunk have in common, see
    /// <see cref="Expressions"/>.
    /// </summary>
    public IEnumerable<string> Columns => rows.Origin.Scores ? [.. s_columns, ResultTables.Score] : s_columns;

    private static readonly string[] s_columns = [.. ResultTables.ColumnList.Split(", ").Except(["task_id", "chunk_seq"])];

    // The driver sends a packet per read, and a packet may have max_allowed_packet bytes: 1 MB on older servers.
    private const int PacketBytes = 256 * 1024;

    // Tabs, the line's end and three numbers.
    private const int MostBesideTexts = 96;

    private static readonly StandardFormat s_decimals = new('F', ResultTables.ScoreDecimals);
    private static readonly SearchValues<byte> Special = SearchValues.Create("\t\n\r\\\0"u8);
    private byte[] _line = new byte[4096];
    private int _row;
    private int _length;
    private int _taken;

    /// <summary>The columns that no line has: told once, they need not be read in each row by the server, character by character.</summary>
    public IEnumerable<string> Expressions =>
        [$"task_id = '{rows.Origin.TaskId}'", string.Create(CultureInfo.InvariantCulture, $"chunk_seq = {rows.Origin.Chunk}")];

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..Math.Min(buffer.Length, PacketBytes)];
        int written = 0;
        while (written < buffer.Length)
        {
            if (_taken == _length)
            {
                if (_row == rows.Count)
                    break;
                _length = _taken = 0;
                Format(rows[_row++]);
            }
            var rest = _line.AsSpan(_taken, _length - _taken);
            int size = Math.Min(rest.Length, buffer.Length - written);
            rest[..size].CopyTo(buffer[written..]);
            _taken += size;
            written += size;
        }
        return written;
    }

    // In the order of Columns.
    private void Format(LabelRow row)
    {
        int max =
            MostBesideTexts
            + 2 * (row.Id.Length + row.SourceAuthor.Length + row.Panel.Length + row.Time.Length + row.Source.Length + row.Match.Length);
        if (_line.Length < max)
            _line = new byte[max];
        Text(row.Id);
        Text(row.SourceAuthor);
        Text(row.Panel);
        Text(row.Time);
        Text(row.Source);
        Text(row.Match);
        Number(row.Seq);
        _line[_length++] = (byte)'\t';
        Number(row.AuthorHash);
        if (rows.Origin.Scores)
            Score(row.Score);
        _line[_length++] = (byte)'\n';
    }

    private void Score(double score)
    {
        _line[_length++] = (byte)'\t';
        if (double.IsNaN(score))
        {
            Copy("\\N"u8);
            return;
        }
        Utf8Formatter.TryFormat(score, _line.AsSpan(_length), out int size, s_decimals);
        _length += size;
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _line.AsSpan(_length), out int size);
        _length += size;
    }

    private void Text(ReadOnlySpan<byte> value)
    {
        for (int i; (i = value.IndexOfAny(Special)) >= 0; value = value[(i + 1)..])
        {
            Copy(value[..i]);
            _line[_length++] = (byte)'\\';
            _line[_length++] = value[i] switch
            {
                (byte)'\t' => (byte)'t',
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                0 => (byte)'0',
                _ => (byte)'\\',
            };
        }
        Copy(value);
        _line[_length++] = (byte)'\t';
    }

    private void Copy(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_line.AsSpan(_length));
        _length += value.Length;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
