using System.Globalization;

namespace Audience.Testing;

/// <summary>What /proc tells of processes.</summary>
internal static class ProcFs
{
    // Places after the command's name, which alone can contain blanks and is therefore cut off first.
    private const int State = 0;
    private const int Session = 3;
    private const int UserTicks = 11;
    private const int SystemTicks = 12;
    private const int StartTime = 19;
    private const double TicksPerSecond = 100; // USER_HZ, fixed on Linux

    /// <summary>The living processes of a session; zombies are not counted.</summary>
    public static IReadOnlyList<int> MembersOfSession(int session)
    {
        var members = new List<int>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int pid)
                && Stat(pid) is { } stat
                && stat[State] is not ("Z" or "X")
                && int.Parse(stat[Session], CultureInfo.InvariantCulture) == session
            )
                members.Add(pid);
        }
        return members;
    }

    /// <summary>Whether every thread of a process is stopped (by SIGSTOP), or the process is gone.</summary>
    public static bool IsStopped(int pid)
    {
        try
        {
            return Directory
                .EnumerateDirectories($"/proc/{pid}/task")
                .Select(thread => Fields(Read(pid, $"task/{Path.GetFileName(thread)}/stat")))
                .All(stat => stat is null || stat[State] is "T" or "Z" or "X");
        }
        catch (DirectoryNotFoundException)
        {
            return true; // gone
        }
    }

    /// <summary>When the process started, in ticks since boot: with the pid it names a process once and for all.</summary>
    public static string? StartedAt(int pid) => Stat(pid)?[StartTime];

    /// <summary>The processor time used, or null when the process is gone.</summary>
    public static TimeSpan? CpuTime(int pid)
    {
        if (Stat(pid) is not { } stat)
            return null;
        long ticks =
            long.Parse(stat[UserTicks], CultureInfo.InvariantCulture) + long.Parse(stat[SystemTicks], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>A size of /proc/PID/status, such as VmHWM, in bytes, or null when the process is gone.</summary>
    public static long? StatusBytes(int pid, string field)
    {
        string? line = Read(pid, "status")?.Split('\n').FirstOrDefault(l => l.StartsWith(field + ":", StringComparison.Ordinal));
        string? kibibytes = line?[(field.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return kibibytes is null ? null : long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }

    private static string[]? Stat(int pid) => Fields(Read(pid, "stat"));

    private static string[]? Fields(string? stat) => stat?[(stat.LastIndexOf(')') + 2)..].Split(' ');

    private static string? Read(int pid, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{name}");
        }
        catch (IOException)
        {
            return null; // gone, or just going
        }
    }
}
