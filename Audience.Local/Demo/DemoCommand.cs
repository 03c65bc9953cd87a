using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Local.Tasks;
using Audience.Samples;
using Serilog.Events;
using Spectre.Console;

namespace Audience.Local.Demo;

/// <summary><c>demo</c>: makes posts, labels them over HTTP, shows the result.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var posts = new Option<int>("--posts")
        {
            Description = "How many posts to make and label, 1 to 10,000,000.",
            DefaultValueFactory = _ => 50_000,
        };
        posts.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 10_000_000)
                r.AddError("--posts must be from 1 to 10,000,000");
        });
        var json = new Option<bool>("--json")
        {
            Description = "End with one line of JSON: the task's state, posts_per_second and peak_rss_mb.",
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Where to keep the SQLite files; by default they are deleted at the end.",
        };
        var keep = new Option<bool>("--keep") { Description = "Stay at the end, with the console's address, until Ctrl+C." };
        var command = new Command("demo", "Make posts, label them and show the result, in one process.") { posts, json, data, keep };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(posts), parsed.GetValue(json), parsed.GetValue(data), parsed.GetValue(keep), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(int posts, bool json, DirectoryInfo? data, bool keep, CancellationToken cancellationToken)
    {
        string directory = data?.FullName ?? Directory.CreateTempSubdirectory("audience-demo-").FullName;
        try
        {
            return await RunAsync(posts, json, directory, keep, cancellationToken);
        }
        finally
        {
            if (data is null)
                Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> RunAsync(int posts, bool json, string directory, bool keep, CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Making {posts:N0} posts in {directory}");
        // On a thread of its own: SQLite never waits, so that nothing else would happen meanwhile.
        var making = Task.Run(
            () => SqlitePosts.WriteAsync(directory, new PostMaker(posts, DemoTask.Start, DemoTask.Days).Make(), cancellationToken),
            cancellationToken
        );
        await using var app = await StartAsync(directory, making, cancellationToken);
        using var http = app.CreateClient();
        var demo = new DemoTask(http);
        var watch = Stopwatch.StartNew();
        string taskId = await demo.CreateAsync(cancellationToken);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Task {taskId} at {http.BaseAddress}tasks/{taskId}");
        var task = await TaskProgress.ShowAsync(bar => demo.WaitAsync(taskId, bar, cancellationToken));
        var report = new DemoReport(task, watch.Elapsed);
        bool succeeded = task.Stat == Stat.Success;
        if (succeeded)
            await report.WriteAsync(
                app.Services.GetRequiredService<OutputDatabase>(),
                task.ProdStat == ProdStat.Finish ? await demo.SampleAsync(taskId, cancellationToken) : [],
                cancellationToken
            );
        else
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{task.Stat}[/]: {task.ErrorMessage}");
        if (json)
            Console.WriteLine(report.ToJson());
        if (keep)
        {
            ConsoleAddress.Tell(app, open: false);
            await app.WaitForShutdownAsync(cancellationToken);
        }
        else
            await app.StopAsync(cancellationToken);
        return succeeded ? 0 : 1;
    }

    // Waits for the posts also where the host does not start: they are written into a directory that is deleted then.
    private static async Task<WebApplication> StartAsync(string directory, Task making, CancellationToken cancellationToken)
    {
        try
        {
            var app = LocalHost.Build("http://127.0.0.1:0", directory, LogEventLevel.Warning, EmbeddedSettings.Create());
            await app.StartAsync(cancellationToken);
            return app;
        }
        finally
        {
            await making;
        }
    }
}
