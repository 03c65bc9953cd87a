using System.Runtime.InteropServices;

namespace Audience.Labeling.Rules;

/// <summary>The processor time of the calling thread.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuClock = 3;

    /// <summary>How old what <see cref="Around"/> gives may be.</summary>
    private const long MaxAgeMilliseconds = 20;

    [ThreadStatic]
    private static long s_sampledAt;

    [ThreadStatic]
    private static TimeSpan? s_sample;

    /// <summary>Null where it cannot be had.</summary>
    internal static TimeSpan? Now =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuClock, out TimeSpec time) == 0
            ? new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : null;

    /// <summary>As it was not long ago: cheap enough to be asked before every try of an expression.</summary>
    internal static TimeSpan? Around
    {
        get
        {
            long now = Environment.TickCount64;
            if (s_sample is null || now - s_sampledAt > MaxAgeMilliseconds)
                (s_sampledAt, s_sample) = (now, Now);
            return s_sample;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        internal readonly nint Seconds;
        internal readonly nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);
}
