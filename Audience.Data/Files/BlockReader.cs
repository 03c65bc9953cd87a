namespace Audience.Data.Files;

/// <summary>Cuts a stream of text into blocks of whole records.</summary>
/// <param name="stream">UTF-8.</param>
/// <param name="file">Its name, for messages.</param>
/// <param name="full">Whether to fill blocks; otherwise a block is what can be had without waiting, as more may come only after an
/// answer.</param>
/// <param name="recordsEnd">Where the last whole record of some bytes ends; 0 where none does.</param>
internal sealed class BlockReader(Stream stream, string file, bool full, Func<ReadOnlySpan<byte>, int> recordsEnd)
{
    /// <summary>The longest record, in bytes.</summary>
    internal const int MaxRecord = 64 * 1024 * 1024;

    private readonly ByteBuffer _rest = new(Block.TargetBytes);
    private long _line = 1;
    private bool _ended;

    /// <summary>Reads the next block.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="FileException">A record is too long.</exception>
    internal async ValueTask<bool> ReadAsync(Block block, CancellationToken cancellationToken)
    {
        block.Clear();
        if (block.Bytes.Length <= _rest.Length)
            block.Grow(_rest.Length * 2);
        _rest.Written.CopyTo(block.Bytes);
        int length = _rest.Length;
        _rest.Clear();
        int end = 0;
        while (end == 0)
        {
            if (length == block.Bytes.Length)
                Grow(block);
            while (!_ended && length < block.Bytes.Length)
            {
                int read = await stream.ReadAsync(block.Bytes.AsMemory(length), cancellationToken);
                _ended = read == 0;
                length += read;
                if (!full)
                    break;
            }
            end = _ended ? length : recordsEnd(block.Bytes.AsSpan(0, length));
            if (_ended)
                break;
        }
        _rest.Add(block.Bytes.AsSpan(end, length - end));
        block.Length = end;
        block.FirstLine = _line;
        _line += block.Bytes.AsSpan(0, end).Count((byte)'\n');
        return end > 0;
    }

    private void Grow(Block block)
    {
        if (block.Bytes.Length >= MaxRecord)
            throw new FileException(
                $"{file}: the row of line {_line} has more than {MaxRecord / 1024 / 1024} MB; "
                    + "is a quote not closed, or the separator wrong?"
            );
        block.Grow(block.Bytes.Length * 2);
    }
}
