namespace Audience.Benchmarks.EndToEnd;

/// <summary>Takes turns between the floor and the system, and compares every run's tables with the reference.</summary>
internal static class EndToEndRun
{
    private const string Output = "audience_bench_output";

    public static async Task<EndToEndResult> RunAsync(EndToEndPlan plan, BenchServers servers, CancellationToken cancellationToken)
    {
        var source = await BenchSource.EnsureAsync(servers.Database, plan.Posts, cancellationToken, plan.ContentLength);
        Console.WriteLine("Working out what is to be found");
        var reference = await Reference.ComputeAsync(source, plan, cancellationToken);
        await servers.DropAsync(Output, cancellationToken);
        await using var slow = servers.SlowDown(source, plan);
        await using var system = await SystemRun.StartAsync(
            source,
            servers.Database,
            servers.Broker,
            Output,
            plan.Workers,
            cancellationToken
        );
        if (plan.Model == "term-weight")
            await system.ImportAsync(
                BenchModels.TermWeightJob,
                plan.Predict == "content" ? "CONTENT" : "AUTHOR",
                BenchModels.TermWeightCsv(),
                cancellationToken
            );
        var floor = new Floor(source, servers.Database, plan.Column);
        var result = new EndToEndResult(plan);
        var processes = servers.Processes.Concat(system.Processes).ToList();
        // Rounds up to 0 warm both up and are not counted.
        for (int round = 1 - plan.WarmUps; round <= plan.Rounds; round++)
        {
            var start = ProcessFigures.Now(processes);
            var floorTimes = await floor.RunAsync(reference, cancellationToken);
            double allocated = await system.AllocatedBytesAsync(cancellationToken);
            var between = ProcessFigures.Now(processes);
            var (state, labeled, elapsed) = await system.Tasks.LabelAsync(Request(plan, source), cancellationToken);
            var end = ProcessFigures.Now(processes);
            var sums = new MySqlSums(servers.Database, Output);
            bool equal = await reference.IsEqualAsync(state, sums);
            if (reference.Rules is { } rules)
                equal &= await rules.IsEqualAsync(system.Tasks, state.GetProperty("task_id").GetString()!, cancellationToken);
            Console.WriteLine(
                $"round {round}: floor {floorTimes.Read.TotalSeconds:0.00} s reading + {floorTimes.Write.TotalSeconds:0.00} "
                    + $"s writing, system {elapsed.TotalSeconds:0.00} s ({labeled.TotalSeconds:0.00} s labelling)"
            );
            if (plan.WithoutReport)
            {
                var (bare, _, seconds) = await system.Tasks.LabelAsync(Request(plan, source, report: false), cancellationToken);
                equal &= await reference.IsEqualAsync(bare, sums);
                Console.WriteLine($"         without rule report {seconds.TotalSeconds:0.00} s");
                if (round > 0)
                    result.AddWithoutReport(elapsed, seconds);
            }
            result.Compare(equal);
            if (round <= 0)
                continue;
            result.Add(floorTimes, labeled, elapsed, await system.AllocatedBytesAsync(cancellationToken) - allocated);
            result.Processes.Add(start, between, end);
        }
        result.Processes.NotePeaks(processes);
        var request = Request(plan, source);
        result.Watched = (
            await system.WatchAsync(() => system.Tasks.LabelAsync(request, cancellationToken), cancellationToken),
            source.Schema
        );
        return result;
    }

    /// <summary>The body of the POST that creates the task.</summary>
    public static object Request(EndToEndPlan plan, BenchSource source, bool report = true) =>
        new Dictionary<string, object>(BenchModels.Request(plan.Model))
        {
            ["PREDICT_TYPE"] = plan.Predict,
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-02",
            ["INPUT_SCHEMA"] = source.Schema,
            ["COUNTDOWN"] = 0,
            ["RULE_REPORT"] = report,
        };
}
