namespace Audience.Data.Files;

/// <summary>Some whole records of a file, in a buffer that is used again.</summary>
public sealed class Block
{
    /// <summary>How many bytes a block has where its records are short.</summary>
    public const int TargetBytes = 256 * 1024;

    /// <summary>The records; valid up to <see cref="Length"/>.</summary>
    public byte[] Bytes { get; private set; } = new byte[TargetBytes];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; set; }

    /// <summary>The number of its first line in the file, from 1; of a Parquet file that of its first row.</summary>
    public long FirstLine { get; set; } = 1;

    /// <summary>Makes it larger, and keeps what it has.</summary>
    public void Grow(int size)
    {
        byte[] larger = new byte[size];
        Bytes.AsSpan(0, Math.Min(Bytes.Length, size)).CopyTo(larger);
        Bytes = larger;
    }

    /// <summary>Empties it; a buffer that one huge record made grow is dropped.</summary>
    public void Clear()
    {
        Length = 0;
        if (Bytes.Length > 4 * TargetBytes)
            Bytes = new byte[TargetBytes];
    }
}
