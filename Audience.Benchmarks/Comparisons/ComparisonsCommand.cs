using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;
using Audience.Contracts.Tasks.Comparisons;

namespace Audience.Benchmarks.Comparisons;

/// <summary><c>comparisons</c>: compares two tasks of many authors, and shows time and memory.</summary>
internal static class ComparisonsCommand
{
    public static Command Create()
    {
        var authors = new Option<int>("--authors")
        {
            Description = "Authors of each task, each with a label row and a production row.",
            DefaultValueFactory = _ => 10_000_000,
        };
        var command = new Command("comparisons", "Compare two tasks, and show time and memory.") { authors };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(authors), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int authors, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        await using var tasks = await ComparedTasks.PrepareAsync(servers, authors, cancellationToken);
        double before = Peak();
        long start = Stopwatch.GetTimestamp();
        var result = await tasks.CompareAsync(cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bool right = IsRight(result, authors);
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"two tasks of {authors:N0} authors: {seconds:0.0} s, peak {Peak():0} MB ({before:0} MB before){(right ? "" : " - WRONG")}"
            )
        );
        return right ? 0 : 1;
    }

    private static double Peak() => Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    // Every tenth author has changed sides, which one rule alone decided.
    private static bool IsRight(ComparisonResult result, int authors) =>
        result.Groups is [{ Panels: [{ Panel: "/female", Lost: var lost }, { Panel: "/male", Gained: var gained }], Moved: [var moved] }]
        && lost == authors / 10
        && gained == lost
        && moved.Authors == lost
        && result.Definition.Added is [{ Authors: var added }]
        && added == lost
        && result.Definition.Removed is [{ Authors: var removed }]
        && removed == lost
        && result.Moved.Count == 50;
}
