using Audience.Testing.Systems;

namespace Audience.Testing.Schedules;

/// <summary>What each shape of task, and a dump of it, leaves when nothing disturbs it.</summary>
public sealed class Baseline
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);
    private readonly Dictionary<TaskShape, TaskSnapshot> _tasks = [];
    private readonly Dictionary<TaskShape, IReadOnlyList<string>> _dumps = [];

    /// <summary>What a task leaves.</summary>
    public TaskSnapshot Of(TaskShape shape) => _tasks[shape];

    /// <summary>What a dump of one task leaves; nothing where the task has no rows.</summary>
    public IReadOnlyList<string> DumpOf(TaskShape shape) => _dumps[shape];

    /// <summary>Runs each shape once, undisturbed.</summary>
    /// <exception cref="TimeoutException">A task does not end.</exception>
    public static async Task<Baseline> MakeAsync(FaultSystem system)
    {
        var (baseline, watch) = (new Baseline(), new ProgressWatch(system));
        foreach (var shape in TaskShape.All)
        {
            string taskId = $"{Guid.NewGuid():N}";
            await system.Calls.CreateAsync(shape.Body(taskId));
            if (!await watch.AwaitEndAsync(taskId, s_timeout))
                throw new TimeoutException($"the undisturbed task ({shape.Name}) did not end");
            await using (var connection = await system.OpenAsync())
                baseline._tasks.Add(shape, await TaskSnapshot.ReadAsync(connection, taskId));
            if (shape != TaskShape.Nothing)
                baseline._dumps.Add(shape, await (await DumpRun.BeginAsync(system, taskId, shape)).LinesAsync(s_timeout));
        }
        return baseline;
    }
}
