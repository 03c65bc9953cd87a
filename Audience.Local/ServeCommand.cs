using System.CommandLine;
using Audience.Local.Posts;
using Serilog.Events;

namespace Audience.Local;

/// <summary><c>serve</c>: all roles in one process, until it is stopped.</summary>
internal static class ServeCommand
{
    private const int FirstPosts = 50_000;

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Where the API listens; default http://127.0.0.1:8000, or URLS." };
        var data = new Option<DirectoryInfo>("--data") { Description = "Where the SQLite files and the key are kept.", DefaultValueFactory = _ => new DirectoryInfo("audience-data") };
        var command = new Command("serve", "Serve the API and do its work, in one process: on SQLite, or on the servers of INPUT_HOST, OUTPUT_HOST and BROKER_URL.") { urls, data };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(urls), parsed.GetValue(data)!.FullName, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? urls, string directory, CancellationToken cancel)
    {
        await using var app = LocalHost.Build(urls, directory, LogEventLevel.Information, Overrides());
        bool embedded = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("INPUT_HOST"));
        if (embedded && !File.Exists(Path.Combine(directory, SqlitePosts.Schema + ".db")))
        {
            Console.WriteLine($"Making {FirstPosts:N0} posts to try it with in {directory}");
            await SqlitePosts.WriteAsync(directory, new PostMaker(FirstPosts, Demo.DemoTask.Start, Demo.DemoTask.Days).Make(), cancel);
        }
        await app.RunAsync(cancel);
        return 0;
    }

    private static Dictionary<string, string?>? Overrides() =>
        Environment.GetEnvironmentVariable("SOURCE_GROUPS") is null ? new() { ["SOURCE_GROUPS"] = PostMaker.SourceGroups } : null;
}
