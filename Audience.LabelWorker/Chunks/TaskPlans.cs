using Audience.Data.Models;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Labeling;

namespace Audience.LabelWorker.Chunks;

/// <summary>
/// The plans of the tasks at work. A task never changes, so a plan is made once and kept while it is among the latest used. Its id alone
/// does not name it: a deleted task's id may be given again.
/// </summary>
public sealed class TaskPlans(TaskDefinitions definitions, ModelCache models, PostSources sources, AudienceSettings settings) : IDisposable
{
    private const int Kept = 8, KeptAuthors = 2;
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly LinkedList<(string TaskId, long StartedAt, TaskPlan Plan)> _latest = [];

    /// <summary>The plan of a task, or null where the task has been deleted.</summary>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="startedAt">When it began, as its state row has it.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="PatternException">Its pattern cannot be compiled here.</exception>
    /// <exception cref="InvalidOperationException">A model of it is gone.</exception>
    public async Task<TaskPlan?> FindAsync(string taskId, long startedAt, CancellationToken cancel)
    {
        await _making.WaitAsync(cancel);
        try
        {
            var entry = _latest.FirstOrDefault(p => p.TaskId == taskId && p.StartedAt == startedAt);
            if (entry.Plan is not null)
                _latest.Remove(entry);
            else if (await definitions.FindAsync(taskId, cancel) is { } definition)
                entry = (taskId, startedAt, TaskPlan.Create(definition, sources.Open(definition), await ModelAsync(definition, cancel), settings.Labels));
            else
                return null;
            _latest.AddFirst(entry);
            if (_latest.Count > Kept)
                _latest.RemoveLast();
            foreach (var (_, _, plan) in _latest.Skip(KeptAuthors))
                plan.ForgetAuthors();
            return entry.Plan;
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Lets go of a task whose chunks are all done: its authors take megabytes, and expressions hundreds of them.</summary>
    public async Task ForgetAsync(string taskId, CancellationToken cancel)
    {
        await _making.WaitAsync(cancel);
        try
        {
            foreach (var entry in _latest.Where(p => p.TaskId == taskId).ToList())
                _latest.Remove(entry);
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private async Task<ILabelModel> ModelAsync(TaskDefinition definition, CancellationToken cancel)
    {
        var parts = new List<ILabelModel>();
        if (definition.Pattern is { } pattern)
            parts.Add(LabelModels.FromPattern(definition.ModelType, pattern));
        foreach (string artefact in definition.Artefacts)
            parts.Add(await models.FindAsync(artefact, cancel) ?? throw new InvalidOperationException($"the model {artefact}, with which the task began, is gone"));
        return parts is [var only] ? only : new UnionModel(parts);
    }
}
