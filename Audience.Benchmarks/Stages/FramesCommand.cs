using System.CommandLine;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Stages;

/// <summary><c>frames</c>: the methods in which a label worker spends its processor time.</summary>
internal static class FramesCommand
{
    private const string Output = "audience_bench_frames";

    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts in the source.", DefaultValueFactory = _ => 2_000_000 };
        var model = new Option<string>("--model")
        {
            Description = "keyword or rule.",
            DefaultValueFactory = _ => "keyword",
        }.AcceptOnlyFromAmong("keyword", "rule");
        var predict = new Option<string>("--predict")
        {
            Description = "author_name or content.",
            DefaultValueFactory = _ => "author_name",
        }.AcceptOnlyFromAmong("author_name", "content");
        var warmUps = new Option<int>("--warm-ups")
        {
            Description = "Rounds before the one that is watched.",
            DefaultValueFactory = _ => 3,
        };
        var top = new Option<int>("--top") { Description = "How many methods to show.", DefaultValueFactory = _ => 25 };
        var command = new Command("frames", "Watch a label worker during a round, and show its hottest methods and its stages.")
        {
            posts,
            model,
            predict,
            warmUps,
            top,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new EndToEndPlan(
                        parsed.GetValue(posts),
                        parsed.GetValue(model)!,
                        parsed.GetValue(predict)!,
                        Workers: 1,
                        Rounds: 1,
                        WarmUps: parsed.GetValue(warmUps)
                    ),
                    parsed.GetValue(top),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(EndToEndPlan plan, int top, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, plan.Posts, cancellationToken);
        await servers.DropAsync(Output, cancellationToken);
        await using var system = await SystemRun.StartAsync(source, servers.Database, servers.Broker, Output, 1, cancellationToken);
        object request = EndToEndRun.Request(plan, source);
        for (int i = 0; i < plan.WarmUps; i++)
            await system.Tasks.LabelAsync(request, cancellationToken);
        var events = await system.WatchAsync(() => system.Tasks.LabelAsync(request, cancellationToken), cancellationToken);
        Console.WriteLine();
        HotFrames.Write(events, top, Console.Out);
        Console.WriteLine();
        StageTable.Write(events, source.Schema, Console.Out);
        return 0;
    }
}
