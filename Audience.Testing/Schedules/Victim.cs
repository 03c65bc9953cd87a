using Audience.Testing.Systems;
using Dapper;

namespace Audience.Testing.Schedules;

/// <summary>A task that is aborted, or deleted, at some moment: from two seconds later on, nothing may be written for it.</summary>
internal sealed class Victim
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);
    private readonly FaultSystem _system;
    private readonly ScheduleResult _result;
    private readonly ProgressWatch _watch;
    private readonly string _taskId;
    private readonly bool _deleted;
    private readonly Task<string> _ending;

    private Victim(FaultSystem system, Random random, ScheduleResult result, string taskId)
    {
        (_system, _result, _watch, _taskId) = (system, result, new ProgressWatch(system), taskId);
        _deleted = random.Next(3) == 0;
        _ending = EndAsync(random.Next(100, 4_000));
    }

    /// <summary>Its id, once it has been aborted or deleted.</summary>
    public IEnumerable<string> Past => _ending.IsCompleted ? [_taskId] : [];

    /// <summary>Creates it; it ends by itself a little later.</summary>
    public static async Task<Victim> CreateAsync(FaultSystem system, Random random, ScheduleResult result)
    {
        string taskId = $"{Guid.NewGuid():N}";
        await system.Calls.CreateAsync(TaskShape.Authors.Body(taskId));
        result.Tasks++;
        return new Victim(system, random, result, taskId);
    }

    /// <summary>Waits until it is aborted or deleted.</summary>
    public async Task EndAsync() => await _ending;

    /// <summary>Looks whether anything was written since, then deletes it.</summary>
    public async Task CheckAsync()
    {
        string before = await _ending,
            now = await StandAsync();
        if (!_deleted && now != before)
            _result.Differences.Add($"the aborted task {_taskId} went on: from {before} to {now}");
        if (!_deleted)
            await _system.Calls.DeleteAsync(_taskId);
        if (await _watch.AwaitGoneAsync([_taskId], s_timeout) is { } left)
            _result.Differences.Add($"the deleted task {_taskId} left {left}");
    }

    private async Task<string> EndAsync(int afterMs)
    {
        await Task.Delay(afterMs);
        await (_deleted ? _system.Calls.DeleteAsync(_taskId) : _system.Calls.AbortAsync(_taskId));
        await Task.Delay(TimeSpan.FromSeconds(2));
        return await StandAsync();
    }

    private Task<string> StandAsync() =>
        _watch.AskAsync(async c =>
        {
            var task = await TaskSnapshot.ReadAsync(c, _taskId);
            long done = await c.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM task_chunk WHERE task_id = @_taskId AND status = 'done'",
                new { _taskId }
            );
            return $"{task.Figures.GetValueOrDefault("stat")} {task.Figures.GetValueOrDefault("phase")}, "
                + $"{done} chunks, {task.Tables.Values.Sum(t => t.Count)} rows";
        });
}
