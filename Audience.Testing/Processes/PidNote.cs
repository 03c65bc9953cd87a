namespace Audience.Testing;

/// <summary>
/// A file named after a running process in the directory AUDIENCE_TEST_PIDS, with its start time inside: so that
/// whoever started the tests can end what a crashed test host has left, and nothing else.
/// </summary>
internal static class PidNote
{
    private static string? Folder => Environment.GetEnvironmentVariable("AUDIENCE_TEST_PIDS");

    /// <summary>Notes a process that has just been started.</summary>
    public static void Write(int pid)
    {
        if (Folder is { Length: > 0 } folder && Directory.Exists(folder))
            File.WriteAllText(Path.Combine(folder, $"{pid}"), ProcFs.StartedAt(pid) + "\n");
    }

    /// <summary>Forgets a process that has ended.</summary>
    public static void Delete(int pid)
    {
        if (Folder is { Length: > 0 } folder && Directory.Exists(folder))
            File.Delete(Path.Combine(folder, $"{pid}"));
    }
}
