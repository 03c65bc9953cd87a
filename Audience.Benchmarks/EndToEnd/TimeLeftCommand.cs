using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Audience.Benchmarks.EndToEnd;

/// <summary><c>time-left</c>: how far off the <c>time_left</c> of a running task is, tenth by tenth.</summary>
internal static class TimeLeftCommand
{
    private const string Output = "audience_bench_output";
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts in the source.", DefaultValueFactory = _ => 2_000_000 };
        var workers = new Option<int>("--workers") { Description = "Label worker processes.", DefaultValueFactory = _ => 1 };
        var rounds = new Option<int>("--rounds") { Description = "Tasks, after one that warms up.", DefaultValueFactory = _ => 3 };
        var delay = EndToEndCommand.SourceDelay();
        var command = new Command("time-left", "Ask a task five times a second how long it will take, and compare with how long it took.")
        {
            posts,
            workers,
            rounds,
            delay,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new EndToEndPlan(
                        parsed.GetValue(posts),
                        "keyword",
                        "content",
                        parsed.GetValue(workers),
                        parsed.GetValue(rounds),
                        parsed.GetValue(delay)
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(EndToEndPlan plan, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, plan.Posts, cancellationToken);
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
        using var http = new HttpClient { BaseAddress = system.Address };
        for (int round = 1 - plan.WarmUps; round <= plan.Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            string id = await system.Tasks.CreateAsync(EndToEndRun.Request(plan, source), cancellationToken);
            var samples = await SampleAsync(http, id, watch, cancellationToken);
            Write(plan, round, samples, watch.Elapsed.TotalSeconds);
        }
        return 0;
    }

    // When, and how many seconds were left then; null where that was not known.
    private static async Task<IReadOnlyList<(double At, double? Left)>> SampleAsync(
        HttpClient http,
        string id,
        Stopwatch watch,
        CancellationToken cancellationToken
    )
    {
        using var timer = new PeriodicTimer(s_period);
        var samples = new List<(double, double?)>();
        while (true)
        {
            var answer = await http.GetFromJsonAsync<JsonElement>($"/tasks/{id}", cancellationToken);
            var task = answer.GetProperty("error_message");
            if (task.GetProperty("phase").GetString() == "done")
                return samples;
            var left = task.GetProperty("time_left");
            samples.Add((watch.Elapsed.TotalSeconds, left.ValueKind == JsonValueKind.Null ? null : left.GetDouble()));
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static void Write(EndToEndPlan plan, int round, IReadOnlyList<(double At, double? Left)> samples, double whole)
    {
        Tell($"round {round}: {plan.Posts:N0} posts{plan.Delay}, {plan.Workers} worker(s), {whole:0.0} s");
        foreach (var tenth in samples.GroupBy(s => Math.Min(9, (int)(10 * s.At / whole))))
        {
            var ends = tenth.Where(s => s.Left is not null).Select(s => s.At + s.Left!.Value).ToList();
            if (ends.Count == 0)
                Tell($"  tenth {tenth.Key + 1}: not known");
            else
                Tell($"  tenth {tenth.Key + 1}: end told for {ends.Min():0.0} to {ends.Max():0.0} s");
        }
        var late = samples.Where(s => s.At >= whole / 10).ToList();
        double of = late.Max(s => s.Left is { } left ? Off(s.At, left) / whole : 1);
        double rest = late.Where(s => s.At < 0.9 * whole).Max(s => s.Left is { } left ? Off(s.At, left) / (whole - s.At) : 1);
        Tell($"  after the first tenth at most {of:P1} off the whole time, and {rest:P1} off what was left (up to the last tenth)");

        double Off(double at, double left) => Math.Abs(at + left - whole);
    }

    private static void Tell(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
