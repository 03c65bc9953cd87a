using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Audience.Data.Results;

/// <summary>Label rows in the text format of LOAD DATA: tab-separated, backslash-escaped, made while the driver reads.</summary>
internal sealed class LabelRowStream(LabelRows rows) : Stream
{
    // The driver sends a packet per read, and a packet may have max_allowed_packet bytes: 1 MB on older servers.
    private const int PacketBytes = 256 * 1024;

    private static readonly SearchValues<byte> Special = SearchValues.Create("\t\n\r\\\0"u8);
    private readonly byte[] _task = Encoding.ASCII.GetBytes(rows.Origin.TaskId);
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private int _row;
    private int _taken;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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
            if (_taken == _line.WrittenCount)
            {
                if (_row == rows.Count)
                    break;
                _line.ResetWrittenCount();
                _taken = 0;
                Format(rows[_row++]);
            }
            var rest = _line.WrittenSpan[_taken..];
            int size = Math.Min(rest.Length, buffer.Length - written);
            rest[..size].CopyTo(buffer[written..]);
            _taken += size;
            written += size;
        }
        return written;
    }

    // In the order of ResultTables.ColumnList.
    private void Format(LabelRow row)
    {
        Escape(row.Id);
        Tab();
        _line.Write(_task);
        Tab();
        Escape(row.SourceAuthor);
        Tab();
        Escape(row.Panel);
        Tab();
        Escape(row.Time);
        Tab();
        Escape(row.Source);
        Tab();
        Escape(row.Match);
        Tab();
        Number(rows.Origin.Chunk);
        Tab();
        Number(row.Seq);
        Tab();
        Number(row.AuthorHash);
        _line.Write("\n"u8);
    }

    private void Tab() => _line.Write("\t"u8);

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _line.GetSpan(20), out int size);
        _line.Advance(size);
    }

    private void Escape(ReadOnlySpan<byte> value)
    {
        for (int i; (i = value.IndexOfAny(Special)) >= 0; value = value[(i + 1)..])
        {
            _line.Write(value[..i]);
            _line.Write("\\"u8);
            _line.Write(value[i] switch { (byte)'\t' => "t"u8, (byte)'\n' => "n"u8, (byte)'\r' => "r"u8, 0 => "0"u8, _ => "\\"u8 });
        }
        _line.Write(value);
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
