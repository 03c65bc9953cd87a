using System.CommandLine;
using System.Globalization;

namespace Audience.Benchmarks.EndToEnd;

/// <summary><c>first-task</c>: what the first task after a start takes, against the fifth, whose code is compiled.</summary>
internal static class FirstTaskCommand
{
    private const string Output = "audience_bench_first";

    private const int Tasks = 5;

    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts in the source.", DefaultValueFactory = _ => 2_000_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often the system is started.", DefaultValueFactory = _ => 5 };
        var programs = new Option<DirectoryInfo?>("--programs")
        {
            Description = "Where Audience.Api.dll and Audience.LabelWorker.dll are published; default those that were built.",
        };
        var command = new Command("first-task", "Start the system and label a source five times, again and again.")
        {
            posts,
            rounds,
            programs,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new EndToEndPlan(parsed.GetValue(posts), "keyword", "author_name", 1, parsed.GetValue(rounds)),
                    parsed.GetValue(programs)?.FullName,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(EndToEndPlan plan, string? programs, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, plan.Posts, cancellationToken);
        var reference = await Reference.ComputeAsync(source, plan, cancellationToken);
        bool equal = true;
        List<double> firsts = [],
            ratios = [];
        // The first round reads the source into the server's memory and is not counted.
        for (int round = 0; round <= plan.Rounds; round++)
        {
            await servers.DropAsync(Output, cancellationToken);
            await using var system = await SystemRun.StartAsync(
                source,
                servers.Database,
                servers.Broker,
                Output,
                plan.Workers,
                cancellationToken,
                programs: programs
            );
            List<double> seconds = [];
            for (int task = 0; task < Tasks; task++)
            {
                var (state, _, elapsed) = await system.Tasks.LabelAsync(EndToEndRun.Request(plan, source), cancellationToken);
                equal &= await reference.IsEqualAsync(state, new MySqlSums(servers.Database, Output));
                seconds.Add(elapsed.TotalSeconds);
            }
            Console.WriteLine(
                $"round {round}: {string.Join(", ", seconds.Select(s => s.ToString("0.00", CultureInfo.InvariantCulture)))} s"
            );
            if (round == 0)
                continue;
            firsts.Add(seconds[0]);
            ratios.Add(seconds[0] / seconds[^1]);
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The first task takes {EndToEndResult.Median(firsts):0.00} s, {EndToEndResult.Median(ratios):0.00} times the fifth "
                    + $"(medians of {plan.Rounds})"
            )
        );
        Console.WriteLine(equal ? "All tables and figures equal the reference" : "NOT equal to the reference");
        return equal ? 0 : 1;
    }
}
