using System.Text.RegularExpressions;
using Dapper;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Takes turns between the floor and the system, and compares every run's tables with the reference.</summary>
internal static class EndToEndRun
{
    private const string Output = "audience_bench_output";

    public static async Task<EndToEndResult> RunAsync(EndToEndPlan plan, BenchServers servers, CancellationToken cancel)
    {
        var source = new BenchSource(servers.Database, plan.Posts);
        await source.EnsureAsync(cancel);
        Console.WriteLine("Working out what is to be found");
        var reference = await Reference.ComputeAsync(source, plan.Column, cancel);
        await using (var connection = new MySqlConnection(servers.Database))
            await connection.ExecuteAsync($"DROP DATABASE IF EXISTS {Output}");
        await using var system = await SystemRun.StartAsync(source, servers.Database, servers.Broker, Output, plan.Workers, cancel);
        var floor = new Floor(source, servers.Database, plan.Column);
        var result = new EndToEndResult(plan);
        // Round 0 warms both up and is not counted.
        for (int round = 0; round <= plan.Rounds; round++)
        {
            var (read, write) = await floor.RunAsync(reference.Rows, cancel);
            double cpu = system.CpuSeconds;
            var (state, labeled, elapsed) = await system.LabelAsync(Request(plan, source), cancel);
            var differences = await reference.CompareAsync(state, servers.Database, Output);
            foreach (string difference in differences)
                Console.WriteLine($"DIFFERENCE {difference}");
            Console.WriteLine($"round {round}: floor {read.TotalSeconds:0.00} s reading + {write.TotalSeconds:0.00} s writing, system {elapsed.TotalSeconds:0.00} s ({labeled.TotalSeconds:0.00} s labelling) with {system.CpuSeconds - cpu:0.00} s of processor");
            result.Add(round, read + write, elapsed, system.CpuSeconds - cpu, differences.Count == 0);
        }
        result.Finish(system.WorkerPeakRssMb, system.ApiPeakRssMb);
        return result;
    }

    private static object Request(EndToEndPlan plan, BenchSource source) => new
    {
        MODEL_TYPE = plan.Model + "_model",
        PREDICT_TYPE = plan.Predict,
        START_TIME = "2020-01-01",
        END_TIME = "2021-01-02",
        INPUT_SCHEMA = source.Schema,
        COUNTDOWN = 0,
        PATTERN = plan.Model == "keyword" ? BenchKeywords.ByLabel : BenchKeywords.ByLabel.ToDictionary(l => l.Key, l => l.Value.Select(Regex.Escape).ToArray()),
    };
}
