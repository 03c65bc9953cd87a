using System.CommandLine;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;
using Audience.Testing;

namespace Audience.Benchmarks.Api;

/// <summary><c>api</c>: how many callers can watch a task while tasks run.</summary>
internal static class ApiCommand
{
    private const string Output = "audience_bench_api";

    public static Command Create()
    {
        var posts = new Option<int>("--posts")
        {
            Description = "Posts in the source of the tasks that run.",
            DefaultValueFactory = _ => 2_000_000,
        };
        var seconds = new Option<int>("--seconds") { Description = "How long to ask.", DefaultValueFactory = _ => 10 };
        var connections = new Option<int>("--connections")
        {
            Description = "How many callers ask at a time.",
            DefaultValueFactory = _ => 32,
        };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON." };
        var command = new Command(
            "api",
            "Ask for a task's status as fast as wrk (Debian: apt-get install wrk) can while tasks are labelled."
        )
        {
            posts,
            seconds,
            connections,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(posts),
                    parsed.GetValue(seconds),
                    parsed.GetValue(connections),
                    parsed.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(int posts, int seconds, int connections, bool json, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, posts, cancellationToken);
        await servers.DropAsync(Output, cancellationToken);
        await using var system = await SystemRun.StartAsync(
            source,
            servers.Database,
            servers.Broker,
            Output,
            workers: 1,
            cancellationToken
        );
        var plan = new EndToEndPlan(posts, "keyword", "author_name", 1, 1);
        // The first one warms up.
        await system.Tasks.LabelAsync(EndToEndRun.Request(plan, source), cancellationToken);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string id = await system.Tasks.CreateAsync(EndToEndRun.Request(plan, source), cancellationToken);
        var running = KeepRunningAsync(id);
        var answer = await WrkAsync(new Uri(system.Address, $"/tasks/{id}"), seconds, connections);
        await enough.CancelAsync();
        int tasks = await running;
        Console.WriteLine($"GET /tasks/{{id}} while {tasks} task(s) of {posts:N0} posts ran, {connections} callers for {seconds} s:");
        Console.WriteLine($"  {answer.PerSecond, 10:N0} requests/s");
        Console.WriteLine($"  {answer.MedianMs, 10:0.00} ms median, {answer.P99Ms:0.00} ms for 99 of 100");
        Console.WriteLine($"  {answer.Failed, 10} answers that were not 200, connections that failed");
        if (json)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        requests_per_second = Math.Round(answer.PerSecond),
                        median_ms = answer.MedianMs,
                        p99_ms = answer.P99Ms,
                        failed = answer.Failed,
                    }
                )
            );
        return answer.Failed == 0 ? 0 : 1;

        // One task after the other, so that there is always one at work; how many.
        async Task<int> KeepRunningAsync(string first)
        {
            int count = 1;
            for (string task = first; ; count++)
            {
                await system.Tasks.WaitAsync(task, cancellationToken);
                if (enough.IsCancellationRequested)
                    return count;
                task = await system.Tasks.CreateAsync(EndToEndRun.Request(plan, source), cancellationToken);
            }
        }
    }

    private static async Task<WrkAnswer> WrkAsync(Uri address, int seconds, int connections)
    {
        await using var wrk = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "wrk",
                Arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "10s", address.ToString()],
            }
        );
        if (await wrk.WaitForExitAsync(TimeSpan.FromSeconds(seconds + 60)) != 0)
            throw new InvalidOperationException("wrk failed: " + wrk.Tail());
        return WrkAnswer.Read(wrk.Lines());
    }
}
