using System.CommandLine;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Production;

/// <summary><c>production</c>: one group of label rows of several sizes; neither time per row nor memory may grow with the rows.</summary>
internal static class ProductionCommand
{
    public static Command Create()
    {
        var rows = new Option<long[]>("--rows")
        {
            Description = "Label rows of each group, ascending.",
            DefaultValueFactory = _ => [1_000_000, 10_000_000, 50_000_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON, an array." };
        var command = new Command("production", "Produce groups of ever more label rows, and show time and memory for each.")
        {
            rows,
            json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rows)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(long[] sizes, bool json, CancellationToken cancellationToken)
    {
        var results = new List<ProductionResult>();
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        // The first one is produced once more before: code is compiled, the server's files are there.
        foreach (long rows in sizes.Take(1).Concat(sizes))
        {
            await using var run = await ProductionRun.PrepareAsync(servers, rows, cancellationToken);
            results.Add(await run.MeasureAsync(cancellationToken));
            await Console.Out.WriteLineAsync(results[^1].ToString());
        }
        results.RemoveAt(0);
        if (json)
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(results, ProductionResult.Json));
        return results.TrueForAll(r => r.Right) ? 0 : 1;
    }
}
