using System.Runtime.InteropServices;

namespace Audience.Testing;

/// <summary>The signals of Linux that the tests send.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal; a process that is gone already is none to complain about.</summary>
    public static void Send(int pid, int signal)
    {
        // 0 and negative numbers would mean whole process groups.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        _ = SendSignal(pid, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
