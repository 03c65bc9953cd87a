using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Labeling;

namespace Audience.LabelWorker.Chunks;

/// <summary>
/// The tasks at work, compiled. A task never changes, so it is compiled once and kept while it is among the latest used, and used at
/// least every few minutes: expressions take hundreds of megabytes. Its id alone does not name it: a deleted task's id may be given again.
/// Chunks of one task wait for its compilation; those of others do not.
/// </summary>
public sealed class CompiledTaskCache : IAsyncDisposable
{
    private const int Kept = 8,
        KeptAuthors = 2;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(3);
    private readonly TaskDefinitions _definitions;
    private readonly TaskModelLoader _models;
    private readonly PostSources _sources;
    private readonly AudienceSettings _settings;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _latest = [];
    private readonly ITimer _forgetting;

    public CompiledTaskCache(
        TaskDefinitions definitions,
        TaskModelLoader models,
        PostSources sources,
        AudienceSettings settings,
        TimeProvider time
    )
    {
        (_definitions, _models, _sources, _settings, _time) = (definitions, models, sources, settings, time);
        _forgetting = time.CreateTimer(_ => Forget(e => _time.GetElapsedTime(e.UsedAt) > Unused), null, Unused / 3, Unused / 3);
    }

    /// <summary>A task, compiled, or null where it has been deleted.</summary>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="startedAt">When it began, as its state row has it.</param>
    /// <param name="cancellationToken">Ends the waiting; the compilation goes on, as others may wait for it.</param>
    /// <exception cref="PatternException">Its pattern cannot be compiled here.</exception>
    /// <exception cref="InvalidOperationException">A model of it is gone.</exception>
    public async Task<CompiledTask?> FindAsync(string taskId, long startedAt, CancellationToken cancellationToken)
    {
        var entry = Use(taskId, startedAt);
        try
        {
            var task = await entry.Task.Value.WaitAsync(cancellationToken);
            if (task is null)
                Forget(e => e == entry);
            return task;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next one tries again.
            Forget(e => e == entry);
            throw;
        }
    }

    /// <summary>Lets go of a task whose chunks are all done.</summary>
    public void Forget(string taskId) => Forget(entry => entry.TaskId == taskId);

    public ValueTask DisposeAsync() => _forgetting.DisposeAsync();

    private Entry Use(string taskId, long startedAt)
    {
        lock (_lock)
        {
            var entry = _latest.FirstOrDefault(e => e.TaskId == taskId && e.StartedAt == startedAt);
            if (entry is not null)
                _latest.Remove(entry);
            entry ??= new Entry(taskId, startedAt, new Lazy<Task<CompiledTask?>>(() => Task.Run(() => CompileAsync(taskId))));
            entry.UsedAt = _time.GetTimestamp();
            _latest.AddFirst(entry);
            if (_latest.Count > Kept)
                _latest.RemoveLast();
            foreach (
                var old in _latest.Skip(KeptAuthors).Where(e => e.Task is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            )
                old.Task.Value.Result?.ForgetAuthors();
            return entry;
        }
    }

    private void Forget(Func<Entry, bool> which)
    {
        lock (_lock)
            foreach (var entry in _latest.Where(which).ToList())
                _latest.Remove(entry);
    }

    private async Task<CompiledTask?> CompileAsync(string taskId) =>
        await _definitions.FindAsync(taskId, CancellationToken.None) is { } definition
            ? CompiledTask.Create(
                definition,
                _sources.Open(definition),
                await _models.LoadAsync(definition, CancellationToken.None),
                _settings.Labels
            )
            : null;

    private sealed class Entry(string taskId, long startedAt, Lazy<Task<CompiledTask?>> task)
    {
        public string TaskId => taskId;
        public long StartedAt => startedAt;
        public Lazy<Task<CompiledTask?>> Task => task;
        public long UsedAt { get; set; }
    }
}
