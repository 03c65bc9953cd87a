using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Labeling;

namespace Audience.LabelWorker.Chunks;

/// <summary>The plans of the tasks at work. A task never changes, so a plan is made once and kept while it is among the latest used.</summary>
public sealed class TaskPlans(TaskDefinitions definitions, PostSources sources, AudienceSettings settings) : IDisposable
{
    private const int Kept = 8;
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly LinkedList<TaskPlan> _latest = [];

    /// <summary>The plan of a task, or null where the task has been deleted.</summary>
    /// <exception cref="PatternException">Its pattern cannot be compiled here.</exception>
    public async Task<TaskPlan?> FindAsync(string taskId, CancellationToken cancel)
    {
        await _making.WaitAsync(cancel);
        try
        {
            var plan = _latest.FirstOrDefault(p => p.Definition.TaskId == taskId);
            if (plan is not null)
                _latest.Remove(plan);
            else if (await definitions.FindAsync(taskId, cancel) is { } definition)
                plan = TaskPlan.Create(definition, sources.Open(definition), Model(definition), settings.Labels);
            else
                return null;
            _latest.AddFirst(plan);
            if (_latest.Count > Kept)
                _latest.RemoveLast();
            return plan;
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private static ILabelModel Model(TaskDefinition definition) => LabelModels.FromPattern(definition.ModelType, definition.Pattern ?? "{}");
}
