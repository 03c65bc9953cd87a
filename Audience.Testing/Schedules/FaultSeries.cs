using System.Text.Json;
using Audience.Testing.Systems;

namespace Audience.Testing.Schedules;

/// <summary>
/// A random series that lives while faults strike: runs that are asked for or scheduled, posts that come late, backfills, definitions that
/// change. After each run its panels are those of each post's latest run, and in the end those of one task over the whole range.
/// </summary>
internal sealed class FaultSeries
{
    private const int Steps = 5,
        Authors = 120,
        FirstPosts = 600,
        LaterPosts = 250,
        MaxLagMinutes = 10_080;

    private static readonly TimeSpan s_run = TimeSpan.FromMinutes(4);
    private readonly FaultSystem _system;
    private readonly ScheduleResult _result;
    private readonly int _seed;
    private readonly Random _random;
    private readonly SeriesModel _model;
    private readonly SeriesPosts _posts;
    private readonly SeriesCalls _calls;
    private readonly bool _cron;
    private readonly List<string> _differences = [];
    private readonly Task _running;
    private string? _id;

    /// <summary>How many runs it has had.</summary>
    public int Runs { get; private set; }

    /// <summary>How many of them were struck.</summary>
    public int Struck { get; private set; }

    /// <summary>Begins it.</summary>
    public FaultSeries(FaultSystem system, int seed, ScheduleResult result)
    {
        (_system, _seed, _result, _random) = (system, seed, result, new Random(seed));
        var now = DateTime.UtcNow;
        // As far back as LAG_MINUTES can put off what a run reads: with it the series' clock is moved.
        _model = new SeriesModel(seed, new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond).AddMinutes(-MaxLagMinutes), Authors);
        _posts = new SeriesPosts(system, Table);
        _calls = new SeriesCalls(system);
        _cron = _random.Next(3) == 0;
        _running = RunAsync();
    }

    /// <summary>Whether it is over.</summary>
    public bool HasEnded => _running.IsCompleted;

    private string Table => $"series_posts_{_seed}";

    /// <summary>Waits for its end, and deletes it.</summary>
    /// <returns>What differs, a line each.</returns>
    public async Task<IReadOnlyList<string>> EndAsync(TimeSpan timeout)
    {
        try
        {
            await _running;
            var left = await _calls.DeleteAsync(_id!, Table, timeout);
            await _posts.DropAsync();
            if (left is not null)
                _differences.Add($"after its deletion it left {left}");
        }
        catch (Exception e)
        {
            _differences.Add($"it broke off: {e}");
        }
        return [.. _differences.Select(difference => $"series {_seed} ({_id}): {difference}")];
    }

    private async Task RunAsync()
    {
        await _posts.CreateAsync();
        await _posts.AddAsync(_model.Arrive(FirstPosts));
        _id = await _calls.AddAsync(
            new
            {
                NAME = Table,
                SINCE = SeriesPosts.Text(_model.Since),
                TIME_ZONE = "UTC",
                CRON = _cron ? "* * * * *" : "",
                LAG_MINUTES = Lag(),
                LOOKBACK_HOURS = _model.LookbackHours,
                TASK = Definition(),
            }
        );
        for (int step = 0; step < Steps; step++)
        {
            _model.Move(_random);
            await _posts.AddAsync(_model.Arrive(_random.Next(LaterPosts)));
            if (_random.Next(4) == 0)
                _model.Version = _random.Next(SeriesModel.Patterns.Count);
            await _calls.ChangeAsync(_id, new { LAG_MINUTES = Lag(), TASK = Definition() });
            await RunOnceAsync(backfill: _random.Next(4) == 0);
            // One that runs by itself may do so while posts come: what it has read of them only the end tells.
            if (!_cron)
                await ComparePanelsAsync(_model.Expected());
        }
        await _calls.ChangeAsync(_id, new { ENABLED = false });
        await _calls.WaitAsync(_id, 0, s_run);
        var runs = await RunOnceAsync(backfill: true, all: true);
        await ComparePanelsAsync(_model.Expected());
        await ComparePanelsAsync(await _calls.PanelsAsync(runs[^1].GetProperty("task_id").GetString()!));
    }

    private async Task<JsonElement[]> RunOnceAsync(bool backfill, bool all = false)
    {
        var (schedule, before) = await _calls.FindAsync(_id!);
        int strikes = _result.Strikes;
        int code =
            backfill && schedule.GetProperty("watermark") is { ValueKind: JsonValueKind.String } watermark
                ? await _calls.BackfillAsync(_id!, all ? _model.Since : _model.Since.AddHours(20), watermark.GetDateTime())
                : await _calls.RunAsync(_id!);
        // Nothing to label yet.
        if (code != 200)
            return before;
        var runs = await _calls.WaitAsync(_id!, before.Length + 1, s_run);
        foreach (var run in runs.Skip(Runs))
            if (run.GetProperty("status").GetString() == "done")
                _model.Ran((run.GetProperty("start_time").GetDateTime(), run.GetProperty("end_time").GetDateTime()));
            else
                _differences.Add($"a run failed: {run}");
        if (_result.Strikes != strikes)
            Struck += runs.Length - Runs;
        Runs = runs.Length;
        return runs;
    }

    private async Task ComparePanelsAsync(IReadOnlyList<string> expected)
    {
        var found = await _calls.PanelsAsync(_id!);
        if (expected.SequenceEqual(found))
            return;
        _differences.Add(
            $"after run {Runs} it has {found.Count} panels instead of {expected.Count}; missing: "
                + $"{expected.Except(found).FirstOrDefault() ?? "none"}; too many: {found.Except(expected).FirstOrDefault() ?? "none"}"
        );
    }

    private int Lag() => (int)Math.Clamp((DateTime.UtcNow - _model.Now).TotalMinutes, 0, MaxLagMinutes);

    private object Definition() =>
        new
        {
            INPUT_TABLE = Table,
            PREDICT_TYPE = "content",
            COUNTDOWN = 0,
            PATTERN = SeriesModel.Patterns[_model.Version],
        };
}
