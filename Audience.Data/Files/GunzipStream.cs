using System.IO.Compression;

namespace Audience.Data.Files;

/// <summary>Unpacks gzip, and fails where the file was cut.</summary>
internal sealed class GunzipStream : ForwardStream
{
    private readonly Packed _packed;
    private readonly GZipStream _unpacked;
    private uint _total;

    public GunzipStream(Stream packed)
    {
        _packed = new Packed(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The file is damaged or was cut.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await _unpacked.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
        return Check(read, buffer.Length);
    }

    /// <exception cref="InvalidDataException">The file is damaged or was cut.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read;
        try
        {
            read = _unpacked.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
        return Check(read, count);
    }

    // The library's own words are about methods of compression, whatever byte is wrong.
    private InvalidDataException Damaged(InvalidDataException e) =>
        new($"its packed bytes are damaged, somewhere behind the first {_total:N0} unpacked ones", e);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private int Check(int read, int asked)
    {
        _total = unchecked(_total + (uint)read);
        return read > 0 || asked == 0 || _total == _packed.Sizes.Total
            ? read
            : throw new InvalidDataException("the gzip file was cut, or something follows it");
    }

    private sealed class Packed(Stream inner) : ForwardStream
    {
        public GzipSizes Sizes { get; } = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            Sizes.Add(buffer.Span[..read]);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = inner.Read(buffer, offset, count);
            Sizes.Add(buffer.AsSpan(offset, read));
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
