using System.Diagnostics;

namespace Audience.Testing;

/// <summary>
/// A program run for a test or a benchmark: its output is kept, it can be stopped, killed and paused, and neither it
/// nor its children outlive the dispose.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly OutputLog _log;
    private readonly Task _pumps;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(HostProcessOptions options)
    {
        Name = Path.GetFileName(options.Arguments.FirstOrDefault(a => a.EndsWith(".dll", StringComparison.Ordinal)) ?? options.FileName);
        _log = new OutputLog(options.KeptLines);
        _process = new Process { StartInfo = StartInfo(options), EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.Start();
        ProcessId = _process.Id;
        LiveProcesses.Add(this);
        PidNote.Write(ProcessId);
        _process.StandardInput.Close();
        _pumps = Task.WhenAll(PumpAsync(_process.StandardOutput), PumpAsync(_process.StandardError));
    }

    /// <summary>The program's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Its process id, which is the id of its session as well.</summary>
    public int ProcessId { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it ended with; only once it has ended. 128 + n means signal n.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>How many lines it has printed so far, to wait for one that comes later.</summary>
    public long LineCount => _log.Count;

    /// <summary>The most memory that it ever held (VmHWM), or 0 once it has ended.</summary>
    public long PeakRssBytes => ProcFs.StatusBytes(ProcessId, "VmHWM") ?? 0;

    /// <summary>The memory that it holds now (VmRSS), or 0 once it has ended.</summary>
    public long RssBytes => ProcFs.StatusBytes(ProcessId, "VmRSS") ?? 0;

    /// <summary>The processor time that it has used, or zero once it has ended.</summary>
    public TimeSpan CpuTime => ProcFs.CpuTime(ProcessId) ?? TimeSpan.Zero;

    /// <summary>Starts a program.</summary>
    public static HostProcess Start(HostProcessOptions options) => new(options);

    /// <summary>Starts <c>dotnet DLL ARGUMENTS</c>.</summary>
    public static HostProcess StartDotnet(
        string dll,
        IReadOnlyList<string>? arguments = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? directory = null
    ) =>
        new(
            new HostProcessOptions
            {
                FileName = Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : "dotnet",
                Arguments = [dll, .. arguments ?? []],
                Environment = environment ?? new Dictionary<string, string?>(),
                WorkingDirectory = directory,
            }
        );

    /// <summary>The last lines of its standard output and error, as they came.</summary>
    public IReadOnlyList<string> Lines(long from = 0) => _log.Lines(from);

    /// <summary>The last few lines, for a message about what went wrong.</summary>
    public string Tail(int lines = 40) => string.Join('\n', _log.Lines().TakeLast(lines));

    /// <summary>Waits for a line that has <paramref name="text"/> in it, among those kept or still to come.</summary>
    /// <exception cref="InvalidOperationException">The process ended first.</exception>
    /// <exception cref="TimeoutException">No such line in time (30 seconds unless given).</exception>
    public Task<string> WaitForLineAsync(string text, TimeSpan? timeout = null, long from = 0) =>
        WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), timeout, from);

    /// <inheritdoc cref="WaitForLineAsync(string, TimeSpan?, long)"/>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, TimeSpan? timeout = null, long from = 0)
    {
        using var cancellationToken = new CancellationTokenSource();
        try
        {
            Task<string> line = _log.WaitAsync(wanted, from, cancellationToken.Token);
            await Task.WhenAny(line, DrainedAsync()).WaitOrThrowAsync(timeout, () => Trouble("did not print the line waited for"));
            return line.IsCompleted
                ? await line
                : _log.Lines(from).FirstOrDefault(wanted)
                    ?? throw new InvalidOperationException(Trouble("ended before it printed the line waited for"));
        }
        finally
        {
            await cancellationToken.CancelAsync();
        }
    }

    /// <summary>Waits until a condition holds, asking every 50 milliseconds; an exception of the condition counts as "not yet".</summary>
    /// <exception cref="InvalidOperationException">The process ended first.</exception>
    /// <exception cref="TimeoutException">It does not hold in time (30 seconds unless given).</exception>
    public async Task WaitForAsync(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    )
    {
        Exception? last = null;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < (timeout ?? Waiting.Default))
        {
            if (HasExited)
            {
                // Its last lines, which say why, may still be on their way.
                await DrainedAsync();
                throw new InvalidOperationException(Trouble("ended before it was ready"), last);
            }
            try
            {
                if (await condition(cancellationToken))
                    return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                last = e;
            }
            await Task.Delay(50, cancellationToken);
        }
        throw new TimeoutException(Trouble("was not ready in time"), last);
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    /// <exception cref="TimeoutException">It still runs (after 30 seconds unless given).</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        await DrainedAsync().WaitOrThrowAsync(timeout, () => Trouble("did not end"));
        return ExitCode;
    }

    /// <summary>Asks it to end (SIGTERM), waits, and gives its exit code.</summary>
    /// <exception cref="TimeoutException">It still runs (after 30 seconds unless given).</exception>
    public Task<int> SigTermAsync(TimeSpan? timeout = null)
    {
        Signals.Send(ProcessId, Signals.Terminate);
        return WaitForExitAsync(timeout);
    }

    /// <summary>Kills it and its children (SIGKILL) and returns when they are gone.</summary>
    public void Kill()
    {
        // Children first seen while their parent dies are found in the next round.
        while (SignalAll(Signals.Kill) > 0)
            Thread.Yield();
        _process.WaitForExit();
    }

    /// <summary>Stops it where it stands (SIGSTOP), children as well; returns when all of its threads stand still.</summary>
    public void Pause()
    {
        SignalAll(Signals.Stop);
        // On a busy machine a thread goes on for a while after the signal was sent, and may still answer.
        SpinWait.SpinUntil(() => ProcFs.MembersOfSession(ProcessId).All(ProcFs.IsStopped), s_stopTimeout);
    }

    /// <summary>Lets it run on (SIGCONT).</summary>
    public void Continue() => SignalAll(Signals.Continue);

    /// <summary>Kills what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await DrainedAsync();
        PidNote.Delete(ProcessId);
        LiveProcesses.Remove(this);
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(HostProcessOptions options)
    {
        // A session of its own: its members are found even after their parents have ended.
        var info = new ProcessStartInfo(Programs.Find("setsid"), [Programs.Find(options.FileName), .. options.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach ((string name, string? value) in options.Environment)
            info.Environment[name] = value;
        return info;
    }

    private int SignalAll(int signal)
    {
        IReadOnlyList<int> members = ProcFs.MembersOfSession(ProcessId);
        // Just started, it may not have its session yet.
        if (members.Count == 0 && !HasExited)
            members = [ProcessId];
        foreach (int pid in members)
            Signals.Send(pid, signal);
        return members.Count;
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _log.Add(line);
    }

    /// <summary>Completes once it has ended and its output is read; a child that holds the pipes open is not waited for.</summary>
    private async Task DrainedAsync()
    {
        await _exited.Task;
        bool childHoldsPipes = ProcFs.MembersOfSession(ProcessId).Count > 0;
        await Task.WhenAny(_pumps, Task.Delay(childHoldsPipes ? TimeSpan.FromSeconds(2) : Waiting.Default));
    }

    private string Trouble(string what) =>
        $"{Name} (pid {ProcessId}) {what}{(HasExited ? $", exit code {ExitCode}" : "")}; its last lines:\n{Tail()}";
}
