using Audience.Testing;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>What each process used: processor time round by round, and the most memory.</summary>
internal sealed class ProcessFigures
{
    private readonly Dictionary<string, (List<double> Floor, List<double> System)> _seconds = [];
    private readonly Dictionary<string, double> _peakMb = [];

    /// <summary>The names of the processes, in the order in which they came.</summary>
    public IReadOnlyCollection<string> Names => _seconds.Keys;

    /// <summary>Processor seconds of each process until now.</summary>
    public static Dictionary<string, double> Now(IEnumerable<(string Name, HostProcess Process)> processes)
    {
        var now = processes.ToDictionary(p => p.Name, p => p.Process.CpuTime.TotalSeconds);
        now["this benchmark"] = Environment.CpuUsage.TotalTime.TotalSeconds;
        return now;
    }

    /// <summary>Adds a round, from the times before the floor, between floor and system, and after the system.</summary>
    public void Add(Dictionary<string, double> start, Dictionary<string, double> between, Dictionary<string, double> end)
    {
        foreach (string name in end.Keys)
        {
            if (!_seconds.TryGetValue(name, out var seconds))
                _seconds[name] = seconds = ([], []);
            seconds.Floor.Add(between[name] - start[name]);
            seconds.System.Add(end[name] - between[name]);
        }
    }

    /// <summary>Notes the most memory that each has held.</summary>
    public void NotePeaks(IEnumerable<(string Name, HostProcess Process)> processes)
    {
        foreach (var (name, process) in processes)
            _peakMb[name] = process.PeakRssBytes / 1048576.0;
    }

    /// <summary>Medians, and the peak in MB, which is not a number where it is not known.</summary>
    public (double Floor, double System, double PeakMb) Of(string name) =>
        (
            EndToEndResult.Median(_seconds[name].Floor),
            EndToEndResult.Median(_seconds[name].System),
            _peakMb.GetValueOrDefault(name, double.NaN)
        );
}
