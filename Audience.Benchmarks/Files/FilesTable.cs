using System.Globalization;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Files;

/// <summary>What was measured, as a table: medians of the times, the most memory of all rounds.</summary>
internal sealed class FilesTable
{
    private readonly Dictionary<string, (int Rows, List<ChildRun> Runs)> _lines = [];

    /// <summary>Adds a round of a line.</summary>
    public void Add(string name, int rows, ChildRun run)
    {
        if (!_lines.TryGetValue(name, out var line))
            _lines[name] = line = (rows, []);
        line.Runs.Add(run);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {run.Elapsed.TotalSeconds:0.00} s, {run.PeakMb:0} MB"));
    }

    /// <summary>Prints it.</summary>
    public void Print()
    {
        Console.WriteLine("| what | rows | seconds | rows/s | peak MB |\n| --- | ---: | ---: | ---: | ---: |");
        foreach (var (name, (rows, runs)) in _lines)
        {
            double seconds = EndToEndResult.Median([.. runs.Select(r => r.Elapsed.TotalSeconds)]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {rows:N0} | {seconds:0.00} | {rows / seconds:N0} | {runs.Max(r => r.PeakMb):0} |"
                )
            );
        }
    }
}
