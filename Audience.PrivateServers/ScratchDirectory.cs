namespace Audience.PrivateServers;

/// <summary>A directory under the system's directory for temporary files, to be deleted at the end.</summary>
internal sealed class ScratchDirectory
{
    public ScratchDirectory(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        if (OperatingSystem.IsWindows())
            return; // none of the servers runs there
        // A server that gives up the rights of root must be able to pass through.
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path)
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Deletes it with everything in it.</summary>
    public void Delete()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
