using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Audience.Benchmarks.Stages;

/// <summary>
/// Watches a process from outside while it does something: what its threads are at, a thousand times a second, and its statements and
/// pieces of work with how long each took. It costs the process some of its speed, so what is watched is not timed.
/// </summary>
internal static class WorkerProfile
{
    // What the bridge from activities to EventPipe is to tell of each that ends.
    private const string Told = "/Stop:-Id;ParentId;OperationName;DurationTicks=Duration.Ticks;Tags=TagObjects.*Enumerate";

    private const int BufferMb = 512;

    /// <summary>Does something, and returns what the process did meanwhile.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="processor">Its processor time so far.</param>
    /// <param name="work">What is to be watched.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ProfileEvents> RunAsync(
        int processId,
        Func<TimeSpan> processor,
        Func<Task> work,
        CancellationToken cancellationToken
    )
    {
        string file = Path.Combine(Path.GetTempPath(), $"audience-{Guid.NewGuid():N}.nettrace");
        try
        {
            var used = processor();
            long start = Stopwatch.GetTimestamp();
            await CollectAsync(processId, file, work, cancellationToken);
            return ProfileEvents.Read(file, Stopwatch.GetElapsedTime(start), processor() - used);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task CollectAsync(int processId, string file, Func<Task> work, CancellationToken cancellationToken)
    {
        var client = new DiagnosticsClient(processId);
        EventPipeProvider[] providers =
        [
            new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
            // Which code is where: loader, JIT and their rundown.
            new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 0x4c14fccbd),
            new(
                "Microsoft-Diagnostics-DiagnosticSource",
                EventLevel.Verbose,
                0x3,
                new Dictionary<string, string> { ["FilterAndPayloadSpecs"] = $"[AS]MySqlConnector{Told}\n[AS]Audience{Told}" }
            ),
        ];
        using var session = await client.StartEventPipeSessionAsync(providers, requestRundown: true, BufferMb, cancellationToken);
        await using var output = File.Create(file);
        var copying = session.EventStream.CopyToAsync(output, cancellationToken);
        await work();
        await session.StopAsync(cancellationToken);
        await copying;
    }
}
