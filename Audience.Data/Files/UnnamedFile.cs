namespace Audience.Data.Files;

/// <summary>Temporary files that have no name any more once they are open: nothing of them outlives the process.</summary>
public static class UnnamedFile
{
    /// <summary>Opens one, to write and read.</summary>
    /// <param name="purpose">What its name begins with for as long as it has one.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream Open(string purpose)
    {
        string path = Path.Combine(Path.GetTempPath(), $"audience-{purpose}-{Guid.NewGuid():N}");
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Delete,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            }
        );
        // A process that is killed closes nothing; a file without a name goes with it.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    /// <summary>Reads so many bytes from a place.</summary>
    /// <exception cref="IOException">The file ends before.</exception>
    public static void Read(FileStream file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(file.SafeFileHandle, bytes, offset);
            if (read == 0)
                throw new IOException("a temporary file is shorter than what was written to it");
            bytes = bytes[read..];
            offset += read;
        }
    }
}
