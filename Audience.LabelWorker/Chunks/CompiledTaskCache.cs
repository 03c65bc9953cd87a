using Audience.Data.Models;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Labeling;

namespace Audience.LabelWorker.Chunks;

/// <summary>
/// The plans of the tasks at work. A task never changes, so a plan is made once and kept while it is among the latest used, and used at
/// least every few minutes: expressions take hundreds of megabytes. Its id alone does not name it: a deleted task's id may be given again.
/// </summary>
public sealed class CompiledTaskCache : IAsyncDisposable
{
    private const int Kept = 8,
        KeptAuthors = 2;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(3);
    private readonly TaskDefinitions _definitions;
    private readonly ModelCache _models;
    private readonly PostSources _sources;
    private readonly AudienceSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly LinkedList<Entry> _latest = [];
    private readonly ITimer _forgetting;

    public CompiledTaskCache(
        TaskDefinitions definitions,
        ModelCache models,
        PostSources sources,
        AudienceSettings settings,
        TimeProvider time
    )
    {
        (_definitions, _models, _sources, _settings, _time) = (definitions, models, sources, settings, time);
        _forgetting = time.CreateTimer(_ => ForgetUnused(), null, Unused / 3, Unused / 3);
    }

    /// <summary>The plan of a task, or null where the task has been deleted.</summary>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="startedAt">When it began, as its state row has it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="PatternException">Its pattern cannot be compiled here.</exception>
    /// <exception cref="InvalidOperationException">A model of it is gone.</exception>
    public async Task<CompiledTask?> FindAsync(string taskId, long startedAt, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            var kept = _latest.FirstOrDefault(p => p.TaskId == taskId && p.StartedAt == startedAt);
            var plan = kept?.Plan ?? await MakeAsync(taskId, cancellationToken);
            if (plan is null)
                return null;
            if (kept is not null)
                _latest.Remove(kept);
            _latest.AddFirst(new Entry(taskId, startedAt, plan, _time.GetTimestamp()));
            if (_latest.Count > Kept)
                _latest.RemoveLast();
            foreach (var entry in _latest.Skip(KeptAuthors))
                entry.Plan.ForgetAuthors();
            return plan;
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Lets go of a task whose chunks are all done.</summary>
    public async Task ForgetAsync(string taskId, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        Forget(entry => entry.TaskId == taskId);
    }

    public async ValueTask DisposeAsync()
    {
        await _forgetting.DisposeAsync();
        _making.Dispose();
    }

    // Tasks that were aborted, have failed, or whose last chunks other workers had. Whoever makes a plan meanwhile is not disturbed.
    private void ForgetUnused()
    {
        if (_making.Wait(0))
            Forget(entry => _time.GetElapsedTime(entry.UsedAt) > Unused);
    }

    private void Forget(Func<Entry, bool> which)
    {
        foreach (var entry in _latest.Where(which).ToList())
            _latest.Remove(entry);
        _making.Release();
    }

    private async Task<CompiledTask?> MakeAsync(string taskId, CancellationToken cancellationToken) =>
        await _definitions.FindAsync(taskId, cancellationToken) is { } definition
            ? CompiledTask.Create(definition, _sources.Open(definition), await ModelAsync(definition, cancellationToken), _settings.Labels)
            : null;

    private async Task<ILabelModel> ModelAsync(TaskDefinition definition, CancellationToken cancellationToken)
    {
        var parts = new List<ILabelModel>();
        if (definition.Pattern is { } pattern)
            parts.Add(LabelModels.FromPattern(definition.ModelType, pattern));
        foreach (string artefact in definition.Artefacts)
            parts.Add(
                await _models.FindAsync(artefact, cancellationToken)
                    ?? throw new InvalidOperationException($"the model {artefact}, with which the task began, is gone")
            );
        return parts is [var only] ? only : new UnionModel(parts);
    }

    private sealed record Entry(string TaskId, long StartedAt, CompiledTask Plan, long UsedAt);
}
