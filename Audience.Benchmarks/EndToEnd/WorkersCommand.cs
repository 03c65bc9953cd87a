using System.CommandLine;
using System.Text.Json;

namespace Audience.Benchmarks.EndToEnd;

/// <summary><c>workers</c>: one label worker and several, which take turns at the same source.</summary>
internal static class WorkersCommand
{
    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts in the source.", DefaultValueFactory = _ => 2_000_000 };
        var workers = new Option<int>("--workers")
        {
            Description = "How many label workers to compare with one.",
            DefaultValueFactory = _ => 2,
        };
        workers.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() < 2)
                r.AddError("--workers must be 2 or more: they are compared with one");
        });
        var rounds = new Option<int>("--rounds") { Description = "How often they take turns.", DefaultValueFactory = _ => 10 };
        var delay = EndToEndCommand.SourceDelay();
        // By default a worker's code is compiled for good by then. Each labels as many before the first round that counts, or those
        // that share a task would be colder.
        var warm = new Option<int>("--warm-posts")
        {
            Description = "Posts that each worker labels before the rounds.",
            DefaultValueFactory = _ => 8_000_000,
        };
        var chunk = new Option<int?>("--chunk-size") { Description = "CHUNK_SIZE; as workers have it by default where it is not given." };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON." };
        var command = new Command("workers", "Label a source by one label worker and by several in turns.")
        {
            posts,
            workers,
            rounds,
            delay,
            warm,
            chunk,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new EndToEndPlan(
                        parsed.GetValue(posts),
                        "keyword",
                        "author_name",
                        parsed.GetValue(workers),
                        parsed.GetValue(rounds),
                        parsed.GetValue(delay),
                        ChunkSize: parsed.GetValue(chunk)
                    ),
                    parsed.GetValue(warm),
                    parsed.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(EndToEndPlan plan, int warmPosts, bool json, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        // A broker for each, so that neither takes the other's work.
        await using var otherBroker = await BenchServers.StartAsync(servers.Database, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, plan.Posts, cancellationToken);
        Console.WriteLine("Working out what is to be found");
        var reference = await Reference.ComputeAsync(source, plan, cancellationToken);
        await using var slow = servers.SlowDown(source, plan);
        await using var one = await WorkersRun.StartAsync(
            plan with
            {
                Workers = 1,
            },
            source,
            servers,
            servers.Broker,
            reference,
            cancellationToken
        );
        await using var several = await WorkersRun.StartAsync(plan, source, servers, otherBroker.Broker, reference, cancellationToken);
        slow?.PacketTime = TimeSpan.Zero;
        int warmUps = (warmPosts + plan.Posts - 1) / plan.Posts;
        await one.WarmUpAsync(warmUps, cancellationToken);
        await several.WarmUpAsync(warmUps * plan.Workers, cancellationToken);
        slow?.PacketTime = TimeSpan.FromMilliseconds(plan.SourceDelayMs);
        for (int round = 1; round <= plan.Rounds; round++)
            Console.WriteLine(
                $"round {round}: one {await one.RoundAsync(cancellationToken):0.00} s, "
                    + $"{plan.Workers} {await several.RoundAsync(cancellationToken):0.00} s"
            );
        Write(plan, one, several);
        if (json)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        posts = plan.Posts,
                        workers = plan.Workers,
                        one_seconds = Math.Round(one.Seconds, 3),
                        seconds = Math.Round(several.Seconds, 3),
                        times_as_fast = Math.Round(TimesAsFast(one, several), 3),
                        equal_to_reference = one.EqualToReference && several.EqualToReference,
                    }
                )
            );
        return one.EqualToReference && several.EqualToReference ? 0 : 1;
    }

    private static void Write(EndToEndPlan plan, WorkersRun one, WorkersRun several)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"{plan.Posts:N0} posts by one label worker and by {plan.Workers}{plan.Delay}{plan.Chunks}; medians of {plan.Rounds} rounds"
        );
        Console.WriteLine();
        Console.WriteLine("| label workers | wall time | processor, workers | processor, MariaDB | equal to reference |");
        Console.WriteLine("| ------------- | --------: | -----------------: | -----------------: | -----------------: |");
        foreach (var run in new[] { one, several })
            Console.WriteLine(
                $"| {run.Workers, 13} | {run.Seconds, 7:0.00} s | {run.WorkerProcessor, 16:0.00} s | "
                    + $"{run.DatabaseProcessor, 16:0.00} s | {(run.EqualToReference ? "yes" : "NO"), 18} |"
            );
        Console.WriteLine();
        Console.WriteLine($"{plan.Workers} workers are {TimesAsFast(one, several):0.00} times as fast as one, the median of the rounds");
    }

    private static double TimesAsFast(WorkersRun one, WorkersRun several) =>
        EndToEndResult.Median([.. one.Times.Zip(several.Times, (a, b) => a / b)]);
}
