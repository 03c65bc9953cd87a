namespace Audience.Testing;

/// <summary>The last lines that a process printed, and a way to wait for the next. Safe to share between threads.</summary>
internal sealed class OutputLog(int capacity)
{
    private readonly Queue<string> _lines = new();
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>How many lines were ever printed.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a line; the oldest goes when there are too many.</summary>
    public void Add(string line)
    {
        TaskCompletionSource changed;
        lock (_lines)
        {
            _lines.Enqueue(line);
            Count++;
            if (_lines.Count > capacity)
                _lines.Dequeue();
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    /// <summary>The kept lines from number <paramref name="from"/> on.</summary>
    public string[] Lines(long from = 0)
    {
        lock (_lines)
        {
            long first = Count - _lines.Count;
            return [.. _lines.Skip((int)Math.Clamp(from - first, 0, _lines.Count))];
        }
    }

    /// <summary>Waits until a kept line, from number <paramref name="from"/> on, is what is looked for.</summary>
    public async Task<string> WaitAsync(Func<string, bool> wanted, long from, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lines)
                changed = _changed.Task;
            if (Lines(from).FirstOrDefault(wanted) is { } line)
                return line;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
