using System.Diagnostics;
using Audience.Testing;

namespace Audience.Benchmarks.Files;

/// <summary>A command of the shell, timed.</summary>
/// <param name="Elapsed">From its start to its end.</param>
/// <param name="PeakMb">The most memory that it held, or that its one program did where the line begins with exec.</param>
internal readonly record struct ChildRun(TimeSpan Elapsed, double PeakMb)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<ChildRun> StartAsync(
        string line,
        string directory,
        Dictionary<string, string?> environment,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp(),
            peak = 0;
        await using var process = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "sh",
                Arguments = ["-c", line],
                Environment = environment,
                WorkingDirectory = directory,
            }
        );
        // The system forgets what a process held once it has ended; it only ever rises.
        while (!process.HasExited)
        {
            peak = Math.Max(peak, process.PeakRssBytes);
            await Task.Delay(s_look, cancellationToken);
        }
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (await process.WaitForExitAsync() != 0)
            throw new InvalidOperationException($"{line}\nended with {process.ExitCode}: {process.Tail()}");
        return new ChildRun(elapsed, peak / 1048576.0);
    }
}
