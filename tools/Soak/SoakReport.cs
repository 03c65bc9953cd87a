using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Testing.Schedules;
using Audience.Testing.Systems;

namespace Audience.Soak;

/// <summary>What a soak has come to.</summary>
internal sealed class SoakReport(int seed)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _recoveries = new(StringComparer.Ordinal);
    private readonly List<int> _failing = [];
    private readonly List<(double Api, double Worker)> _rss = [];
    private int _schedules,
        _tasks,
        _series,
        _seriesRuns,
        _struckRuns;

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Schedules that left something else than an undisturbed run.</summary>
    public int Differences => _failing.Count;

    /// <summary>Adds what came of a schedule, and tells of it.</summary>
    public void Add(Schedule schedule, ScheduleResult result, FaultSystem system)
    {
        _schedules++;
        _tasks += result.Tasks;
        _series += result.Series;
        _seriesRuns += result.SeriesRuns;
        _struckRuns += result.StruckRuns;
        foreach (var (kind, count) in result.Faults)
            _faults[kind] = _faults.GetValueOrDefault(kind) + count;
        foreach (var (kind, seconds) in result.Recoveries)
            _recoveries[kind] = Math.Max(_recoveries.GetValueOrDefault(kind), double.IsFinite(seconds) ? Math.Round(seconds, 1) : 9_999);
        _rss.Add((Rss([system.Api]), Rss(system.Workers)));
        foreach (string difference in result.Differences)
            Console.WriteLine($"DIFFERENCE with seed {schedule.Seed}: {difference}");
        if (result.Differences.Count > 0)
            _failing.Add(schedule.Seed);
        Console.WriteLine(
            $"  {result.Tasks} tasks, {result.Series} series with {result.SeriesRuns} runs ({result.StruckRuns} struck), "
                + $"{(result.Differences.Count == 0 ? "as undisturbed" : "DIFFERENT")}, "
                + $"{Elapsed.TotalSeconds:0} s since the start; "
                + $"recovered in {string.Join(", ", result.Recoveries.Select(r => $"{r.Seconds:0.0} s"))}; "
                + $"MB: api {_rss[^1].Api:0}, worker {_rss[^1].Worker:0}"
        );
    }

    /// <summary>All of it, on one line.</summary>
    public string Json() =>
        JsonSerializer.Serialize(
            new
            {
                schedules = _schedules,
                differences = Differences,
                faults = _faults,
                seed,
                failing_seeds = _failing,
                tasks = _tasks,
                series = _series,
                series_runs = _seriesRuns,
                struck_runs = _struckRuns,
                seconds = Math.Round(Elapsed.TotalSeconds),
                slowest_recovery_seconds = _recoveries,
                rss_mb = new { api = Curve(_rss.Select(r => r.Api)), worker = Curve(_rss.Select(r => r.Worker)) },
            },
            s_json
        );

    private static double Rss(IEnumerable<FaultHost> hosts) => hosts.Max(h => h.IsRunning ? h.Process.RssBytes / 1048576.0 : 0);

    // Whether it grows shows in the first and the last quarter.
    private static object Curve(IEnumerable<double> values)
    {
        double[] all = [.. values];
        int quarter = Math.Max(1, all.Length / 4);
        return new
        {
            first_quarter = Mean(all.Take(quarter)),
            last_quarter = Mean(all.TakeLast(quarter)),
            max = Math.Round(all.DefaultIfEmpty().Max()),
        };

        static double Mean(IEnumerable<double> some) => Math.Round(some.DefaultIfEmpty().Average());
    }
}
