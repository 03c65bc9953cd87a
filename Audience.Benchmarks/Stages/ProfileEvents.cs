using System.Globalization;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;

namespace Audience.Benchmarks.Stages;

/// <summary>A look at a thread.</summary>
/// <param name="Thread">Which one.</param>
/// <param name="Runs">Whether it ran managed code; else it waits, or is in the operating system.</param>
/// <param name="Frames">Its methods, the innermost first.</param>
internal sealed record StackSample(int Thread, bool Runs, IReadOnlyList<string> Frames);

/// <summary>A statement, or a piece of work.</summary>
/// <param name="Id">Its own.</param>
/// <param name="ParentId">What it is part of; null for nothing.</param>
/// <param name="Name">The kind of a piece of work.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Tags">What is told of it: of a statement its text.</param>
internal sealed record WorkSpan(string Id, string? ParentId, string Name, TimeSpan Time, string Tags);

/// <summary>What a process did.</summary>
/// <param name="Time">For how long it was watched.</param>
/// <param name="Processor">Its processor time.</param>
/// <param name="Samples">Looks at its threads.</param>
/// <param name="Statements">Its statements, by the driver's activities.</param>
/// <param name="Pieces">Its pieces of work.</param>
internal sealed record ProfileEvents(
    TimeSpan Time,
    TimeSpan Processor,
    IReadOnlyList<StackSample> Samples,
    IReadOnlyList<WorkSpan> Statements,
    IReadOnlyList<WorkSpan> Pieces
)
{
    // Where a look at a thread holds it up, which is not what it is at.
    private static readonly string[] s_held = ["PollGC", "!?"];

    // Where threads have nothing to do, though the runtime counts them among those that run.
    private static readonly string[] s_waits =
    [
        "LowLevelLifoSemaphore",
        "WorkerThreadStart",
        "WaitNative",
        "WaitOneNoCheck",
        "Interop+Sys.Poll",
        "SocketAsyncEngine",
        "WaitForSignal",
    ];

    /// <summary>Reads what was collected.</summary>
    public static ProfileEvents Read(string file, TimeSpan time, TimeSpan processor)
    {
        var (samples, statements, pieces) = (new List<StackSample>(), new List<WorkSpan>(), new List<WorkSpan>());
        string etlx = TraceLog.CreateFromEventPipeDataFile(file);
        try
        {
            using var log = new TraceLog(etlx);
            using var source = log.Events.GetSource();
            new SampleProfilerTraceEventParser(source).ThreadSample += sample =>
            {
                var frames = Frames(sample.CallStack());
                bool runs = sample.Type == ClrThreadSampleType.Managed && frames.Count > 0 && !s_waits.Any(w => Has(frames[0], w));
                samples.Add(new StackSample(sample.ThreadID, runs, frames));
            };
            source.Dynamic.All += e =>
            {
                if (e.ProviderName != "Microsoft-Diagnostics-DiagnosticSource" || !e.EventName.EndsWith("Stop", StringComparison.Ordinal))
                    return;
                var span = Span(e);
                if (span is not null)
                    ($"{e.PayloadByName("SourceName")}" == "MySqlConnector" ? statements : pieces).Add(span);
            };
            source.Process();
        }
        finally
        {
            File.Delete(etlx);
        }
        return new ProfileEvents(time, processor, samples, statements, pieces);
    }

    private static List<string> Frames(TraceCallStack? stack)
    {
        var frames = new List<string>();
        for (; stack is not null; stack = stack.Caller)
            frames.Add(stack.CodeAddress.FullMethodName is { Length: > 0 } name ? name : $"{stack.CodeAddress.ModuleName}!?");
        return [.. frames.SkipWhile(frame => s_held.Any(held => Has(frame, held)))];
    }

    private static bool Has(string frame, string part) => frame.Contains(part, StringComparison.Ordinal);

    private static WorkSpan? Span(TraceEvent told)
    {
        if (told.PayloadByName("Arguments") is not IEnumerable<object> arguments)
            return null;
        var values = arguments
            .OfType<IDictionary<string, object>>()
            .ToDictionary(a => $"{a["Key"]}", a => $"{a["Value"]}", StringComparer.Ordinal);
        return new WorkSpan(
            values.GetValueOrDefault("Id", ""),
            values.GetValueOrDefault("ParentId") is { Length: > 0 } parent ? parent : null,
            values.GetValueOrDefault("OperationName", ""),
            TimeSpan.FromTicks(long.Parse(values.GetValueOrDefault("DurationTicks", "0"), CultureInfo.InvariantCulture)),
            values.GetValueOrDefault("Tags", "")
        );
    }
}
