namespace Audience.Data.Files;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
internal sealed class PeekStream(Stream inner) : ForwardStream
{
    private const int Most = 64 * 1024;
    private byte[] _start = [];
    private int _taken;

    /// <summary>The beginning.</summary>
    /// <param name="whole">Whether to wait for 64 KB; otherwise what comes first will do, as more may come only after an answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(bool whole, CancellationToken cancellationToken)
    {
        byte[] start = new byte[Most];
        int read = await inner.ReadAtLeastAsync(start, whole ? Most : 1, throwOnEndOfStream: false, cancellationToken);
        return _start = start[..read];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _start.Length)
            return await inner.ReadAsync(buffer, cancellationToken);
        int size = Math.Min(buffer.Length, _start.Length - _taken);
        _start.AsMemory(_taken, size).CopyTo(buffer);
        _taken += size;
        return size;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_taken == _start.Length)
            return inner.Read(buffer, offset, count);
        int size = Math.Min(count, _start.Length - _taken);
        _start.AsSpan(_taken, size).CopyTo(buffer.AsSpan(offset));
        _taken += size;
        return size;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
