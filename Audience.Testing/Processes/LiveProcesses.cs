using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Audience.Testing;

/// <summary>The processes that were started and not yet ended; they are killed when this process ends without a dispose.</summary>
internal static class LiveProcesses
{
    private static readonly ConcurrentDictionary<HostProcess, byte> s_live = new();

    // Held for good: a registration that is collected is withdrawn.
    private static readonly PosixSignalRegistration s_interrupt;

    static LiveProcesses()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();
        s_interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => KillAll());
    }

    public static void Add(HostProcess process) => s_live.TryAdd(process, 0);

    public static void Remove(HostProcess process) => s_live.TryRemove(process, out _);

    private static void KillAll()
    {
        foreach (HostProcess process in s_live.Keys)
            process.Kill();
        GC.KeepAlive(s_interrupt);
    }
}
