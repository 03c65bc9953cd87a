namespace Audience.Testing;

/// <summary>A directory under the system's directory for temporary files, to be deleted at the end.</summary>
internal sealed class ScratchDirectory
{
    public ScratchDirectory(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        // A server that gives up the rights of root must be able to pass through.
        Open(Path, UnixFileMode.UserWrite);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes a directory in it that everybody can write to, and gives its full path.</summary>
    public string MakeOpen(string name)
    {
        string path = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        Open(path, UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        return path;
    }

    /// <summary>Deletes it with everything in it.</summary>
    public void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static void Open(string path, UnixFileMode write)
    {
        const UnixFileMode PassAndList =
            UnixFileMode.UserRead
            | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows()) // none of the servers runs there
            File.SetUnixFileMode(path, PassAndList | write);
    }
}
