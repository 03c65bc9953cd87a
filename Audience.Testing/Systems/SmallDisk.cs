namespace Audience.Testing.Systems;

/// <summary>A small file system in memory that can be filled up. Needs the right to mount.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _filler;

    private SmallDisk(string path) => (Path, _filler) = (path, System.IO.Path.Combine(path, "filler"));

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one, or returns null where this process may not.</summary>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes)
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        string path = Directory.CreateTempSubdirectory("audience-disk-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", path) == 0)
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        byte[] zeros = new byte[64 * 1024];
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(zeros);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    /// <summary>Frees what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(_filler);

    /// <summary>Unmounts it with all that is on it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Lazily: a server that has just been killed may hold it for a moment.
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        await using var process = HostProcess.Start(new HostProcessOptions { FileName = program, Arguments = arguments });
        return await process.WaitForExitAsync();
    }
}
