namespace Audience.Data.Files;

/// <summary>Bytes that grow at their end, in one array that is used again.</summary>
public sealed class ByteBuffer(int capacity = 256)
{
    /// <summary>The array; valid up to <see cref="Length"/>.</summary>
    public byte[] Bytes { get; private set; } = new byte[capacity];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>What there is; valid until more is added.</summary>
    public ReadOnlySpan<byte> Written => Bytes.AsSpan(0, Length);

    /// <summary>Empties it.</summary>
    public void Clear() => Length = 0;

    /// <summary>Takes back what was added behind a length.</summary>
    public void CutTo(int length) => Length = length;

    public void Add(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    /// <summary>Room for at least so many bytes; follow with <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (Bytes.Length - Length < size)
        {
            byte[] larger = new byte[Math.Max(Bytes.Length * 2, Length + size)];
            Written.CopyTo(larger);
            Bytes = larger;
        }
        return Bytes.AsSpan(Length);
    }

    /// <summary>Adds so many of the bytes that were reserved.</summary>
    public void Commit(int size) => Length += size;
}
