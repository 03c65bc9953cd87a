using System.CommandLine;
using Audience.Benchmarks.EndToEnd;
using Audience.Samples;
using Audience.Testing;

namespace Audience.Benchmarks.Previews;

/// <summary><c>previews</c>: how long a preview takes on servers or the embedded default, alone and while tasks run.</summary>
internal static class PreviewsCommand
{
    private const string Output = "audience_bench_previews";

    public static Command Create()
    {
        Option<int> posts = new("--posts") { Description = "Posts of the source.", DefaultValueFactory = _ => 2_000_000 },
            sample = new("--sample") { Description = "Posts that a preview reads.", DefaultValueFactory = _ => 20_000 },
            rounds = new("--rounds") { Description = "Previews that count, after three that do not.", DefaultValueFactory = _ => 15 },
            tasks = new("--tasks") { Description = "Tasks over all posts that run meanwhile.", DefaultValueFactory = _ => 0 };
        Option<bool> embedded = new("--embedded") { Description = "Measure the embedded default, on SQLite." };
        var command = new Command("previews", "Measure how long previews with 5,000 keywords take.")
        {
            posts,
            sample,
            rounds,
            tasks,
            embedded,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var plan = new PreviewPlan(parsed.GetValue(sample), parsed.GetValue(rounds), parsed.GetValue(tasks));
                return parsed.GetValue(embedded)
                    ? await EmbeddedAsync(parsed.GetValue(posts), plan, cancellationToken)
                    : await ServersAsync(parsed.GetValue(posts), plan, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> ServersAsync(int posts, PreviewPlan plan, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        var source = await BenchSource.EnsureAsync(servers.Database, posts, cancellationToken);
        await servers.DropAsync(Output, cancellationToken);
        await using var run = await SystemRun.StartAsync(source, servers.Database, servers.Broker, Output, 1, cancellationToken);
        using var http = new HttpClient { BaseAddress = run.Address };
        return await plan.RunAsync(http, $"MariaDB, {posts:N0} posts", cancellationToken);
    }

    private static async Task<int> EmbeddedAsync(int posts, PreviewPlan plan, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("audience-bench-");
        try
        {
            await EmbeddedSource.WriteAsync(directory.FullName, posts, cancellationToken);
            int port = FreePort.Take(1)[0];
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await using var process = HostProcess.StartDotnet(
                Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll"),
                ["serve", "--data", directory.FullName, "--urls", http.BaseAddress.ToString()],
                new Dictionary<string, string?>
                {
                    ["CALLS_PER_SECOND"] = "0",
                    ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
                    ["INPUT_SCHEMA"] = SqlitePosts.Schema,
                    ["OUTPUT_SCHEMA"] = Output,
                }
            );
            await process.WaitForAsync(token => SystemRun.IsReadyAsync(http, port, token), TimeSpan.FromMinutes(1), cancellationToken);
            int code = await plan.RunAsync(http, $"embedded, {posts:N0} posts", cancellationToken);
            await process.SigTermAsync(TimeSpan.FromSeconds(20));
            return code;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
