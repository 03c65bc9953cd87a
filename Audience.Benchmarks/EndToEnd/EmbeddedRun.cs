using Audience.Samples;
using Audience.Testing;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The embedded default, in turns with what SQLite alone would take: <c>serve</c> as a process of its own.</summary>
internal static class EmbeddedRun
{
    private const string Output = "audience_bench_output";

    public static async Task<EndToEndResult> RunAsync(EndToEndPlan plan, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("audience-bench-");
        try
        {
            Console.WriteLine($"Making {plan.Posts:N0} posts");
            await EmbeddedSource.WriteAsync(directory.FullName, plan.Posts, cancellationToken);
            Console.WriteLine("Working out what is to be found");
            return await MeasureAsync(plan, directory.FullName, cancellationToken);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<EndToEndResult> MeasureAsync(EndToEndPlan plan, string directory, CancellationToken cancellationToken)
    {
        var reference = await EmbeddedSource.ReferenceAsync(directory, plan, cancellationToken);
        int port = FreePort.Take(1)[0];
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await using var process = HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll"),
            ["serve", "--data", directory, "--urls", http.BaseAddress.ToString()],
            new Dictionary<string, string?>
            {
                ["CALLS_PER_SECOND"] = "0",
                ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
                ["INPUT_SCHEMA"] = SqlitePosts.Schema,
                ["OUTPUT_SCHEMA"] = Output,
            }
        );
        await process.WaitForAsync(
            async token => await SystemRun.IsReadyAsync(http, port, token),
            TimeSpan.FromMinutes(1),
            cancellationToken
        );
        (string, HostProcess)[] processes = [("label worker: all in one", process)];
        var floor = new EmbeddedFloor(directory, plan);
        var sums = new SqliteSums(Path.Combine(directory, Output + ".db"));
        var result = new EndToEndResult(plan);
        for (int round = 1 - plan.WarmUps; round <= plan.Rounds; round++)
        {
            var start = ProcessFigures.Now(processes);
            var times = floor.Run(reference);
            var between = ProcessFigures.Now(processes);
            var (state, labeled, elapsed) = await new TaskCalls(http).LabelAsync(Request(plan), cancellationToken);
            var end = ProcessFigures.Now(processes);
            Console.WriteLine(
                $"round {round}: floor {times.Read.TotalSeconds:0.00} s reading + {times.Write.TotalSeconds:0.00} "
                    + $"s writing, system {elapsed.TotalSeconds:0.00} s ({labeled.TotalSeconds:0.00} s labelling)"
            );
            result.Compare(await reference.IsEqualAsync(state, sums));
            if (round <= 0)
                continue;
            result.Add(times, labeled, elapsed, double.NaN);
            result.Processes.Add(start, between, end);
        }
        result.Processes.NotePeaks(processes);
        await process.SigTermAsync(TimeSpan.FromSeconds(20));
        return result;
    }

    private static object Request(EndToEndPlan plan) =>
        new Dictionary<string, object>(BenchModels.Request(plan.Model))
        {
            ["PREDICT_TYPE"] = plan.Predict,
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-02",
            ["COUNTDOWN"] = 0,
        };
}
