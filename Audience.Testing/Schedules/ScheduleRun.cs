using System.Diagnostics;
using Audience.Testing.Faults;
using Audience.Testing.Systems;

namespace Audience.Testing.Schedules;

/// <summary>Runs one schedule: keeps tasks at work while faults strike, then holds what they left against the undisturbed runs.</summary>
public sealed class ScheduleRun(FaultSystem system, Baseline baseline, Schedule schedule)
{
    private const int AtWork = 2,
        MoreStrikes = 10;
    private static readonly TimeSpan s_end = TimeSpan.FromMinutes(4),
        s_progress = TimeSpan.FromMinutes(1);
    private readonly Random _random = new(schedule.Seed);
    private readonly ScheduleResult _result = new();
    private readonly ProgressWatch _watch = new(system);
    private readonly Dictionary<string, TaskShape> _tasks = [];
    private Victim? _victim;
    private IReadOnlyList<FaultSeries> _series = [];

    /// <summary>Runs it.</summary>
    public async Task<ScheduleResult> RunAsync()
    {
        try
        {
            await FillUpAsync();
            _victim = await Victim.CreateAsync(system, _random, _result);
            // Those of consecutive schedules are consecutive, too.
            _series =
            [
                .. Enumerable.Range(0, schedule.Series).Select(i => new FaultSeries(system, schedule.Seed * schedule.Series + i, _result)),
            ];
            await StrikeAsync(schedule.Strikes, FillUpAsync);
            await StrikeSeriesAsync();
            await _victim.EndAsync();
            await system.RestoreAsync();
            await CompareAsync();
            if (schedule.DumpStrikes.Count > 0)
                await DumpAsync();
            await _victim.CheckAsync();
            foreach (var differences in await Task.WhenAll(_series.Select(series => series.EndAsync(s_end))))
                _result.Differences.AddRange(differences);
            _result.Series = _series.Count;
            _result.SeriesRuns = _series.Sum(series => series.Runs);
            _result.StruckRuns = _series.Sum(series => series.Struck);
            await CleanAsync();
        }
        catch (Exception e)
        {
            _result.Differences.Add($"the schedule broke off: {e}");
        }
        return _result;
    }

    // New tasks take the place of those that have ended, so that every strike hits work.
    private async Task FillUpAsync()
    {
        var open = await _watch.OpenAsync(_tasks.Keys);
        for (int i = open.Count; i < AtWork; i++)
        {
            string taskId = $"{Guid.NewGuid():N}";
            var shape = TaskShape.All[_random.Next(10) is 0 ? 2 : _random.Next(2)];
            _tasks.Add(taskId, shape);
            _result.Tasks++;
            await system.Calls.CreateAsync(shape.Body(taskId));
        }
    }

    // Series live longer than the tasks: what is in the schedule strikes again until they have ended.
    private async Task StrikeSeriesAsync()
    {
        for (int i = 0; i < MoreStrikes && _series.Any(series => !series.HasEnded); i++)
        {
            var strike = schedule.Strikes[_random.Next(schedule.Strikes.Count)];
            await StrikeAsync(
                [strike with { AfterMs = _random.Next(1_000, 6_000), Waits = false }],
                FillUpAsync,
                schedule.Strikes.Count + i
            );
        }
    }

    private async Task StrikeAsync(IReadOnlyList<Strike> strikes, Func<Task> fillUp, int before = 0)
    {
        for (int i = 0; i < strikes.Count; i++)
        {
            await Task.Delay(strikes[i].AfterMs);
            var open = await _watch.OpenAsync(_tasks.Keys);
            var site = new FaultSite(
                system,
                new Random(unchecked(schedule.Seed * 1_000 + before + i)),
                open,
                [.. _tasks.Keys.Except(open), .. _victim?.Past ?? []]
            );
            _result.Strikes++;
            await FaultCatalog.Of(strikes[i].Kind).StrikeAsync(site);
            _result.Count(strikes[i].Kind);
            if (!strikes[i].Waits)
                continue;
            await fillUp();
            double? seconds = await _watch.AwaitProgressAsync(s_progress);
            _result.Recoveries.Add((strikes[i].Kind, seconds ?? double.PositiveInfinity));
            if (seconds is null)
                _result.Differences.Add(
                    $"nothing moved within {s_progress.TotalSeconds} seconds after {strikes[i].Kind}: {await _watch.StandAsync()}\n{Logs()}"
                );
        }
    }

    private async Task CompareAsync()
    {
        long start = Stopwatch.GetTimestamp();
        foreach (var (taskId, shape) in _tasks)
        {
            if (!await _watch.AwaitEndAsync(taskId, s_end - Stopwatch.GetElapsedTime(start)))
            {
                _result.Differences.Add($"task {taskId} ({shape.Name}) did not end: {await _watch.StandAsync()}\n{Logs()}");
                continue;
            }
            await using var connection = await system.OpenAsync();
            foreach (string difference in baseline.Of(shape).DifferencesOf(await TaskSnapshot.ReadAsync(connection, taskId)))
                _result.Differences.Add($"task {taskId} ({shape.Name}): {difference}");
        }
    }

    private string Logs() => string.Join('\n', system.Workers.Select((worker, i) => $"worker {i}:\n{worker.Process.Tail(30)}"));

    private async Task DumpAsync()
    {
        if (_tasks.FirstOrDefault(t => t.Value != TaskShape.Nothing) is not { Key: { } taskId, Value: var shape })
            return;
        var dump = await DumpRun.BeginAsync(system, taskId, shape);
        _watch.Watch(dump.DumpId);
        await StrikeAsync(schedule.DumpStrikes, () => Task.CompletedTask);
        await system.RestoreAsync();
        _result.Tasks++;
        _result.Differences.AddRange(await dump.DifferencesAsync(baseline, s_end));
    }

    private async Task CleanAsync()
    {
        foreach (string taskId in _tasks.Keys)
            await system.Calls.DeleteAsync(taskId);
        if (await _watch.AwaitGoneAsync(_tasks.Keys, s_end) is { } left)
            _result.Differences.Add($"after its deletion a task left {left}");
    }
}
