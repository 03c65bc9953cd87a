using System.CommandLine;
using Audience.Hosting;
using Audience.Hosting.Settings;
using Audience.Samples;
using Serilog.Events;

namespace Audience.Local;

/// <summary><c>serve</c>: all roles in one process, until it is stopped.</summary>
internal static class ServeCommand
{
    private const int FirstPosts = 50_000;

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Where the API listens; default http://127.0.0.1:8000, or URLS." };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Where the SQLite files and the key are kept; default audience-data, or DATA_DIR.",
        };
        var open = new Option<bool>("--open") { Description = "Open the console in a browser once it is served." };
        var command = new Command(
            "serve",
            "Serve the API and do its work, in one process: on SQLite, or on the servers of INPUT_HOST, OUTPUT_HOST and BROKER_URL."
        )
        {
            urls,
            data,
            open,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(urls), parsed.GetValue(data)?.FullName, parsed.GetValue(open), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string? urls, string? data, bool open, CancellationToken cancellationToken)
    {
        var configuration = SettingsFile.Read();
        string directory = Path.GetFullPath(data ?? (configuration.Has("DATA_DIR") ? configuration["DATA_DIR"]! : "audience-data"));
        bool embedded = !configuration.Has("INPUT_HOST");
        // The posts made here come from sources that the shipped default does not know.
        Dictionary<string, string?> overrides =
            embedded && !configuration.Has("SOURCE_GROUPS") ? new() { ["SOURCE_GROUPS"] = PostMaker.SourceGroups } : [];
        await using var app = LocalHost.Build(urls, directory, LogEventLevel.Information, overrides);
        if (embedded && !File.Exists(Path.Combine(directory, SqlitePosts.Schema + ".db")))
        {
            Console.WriteLine($"Making {FirstPosts:N0} posts to try it with in {directory}");
            await SqlitePosts.WriteAsync(
                directory,
                new PostMaker(FirstPosts, Demo.DemoTask.Start, Demo.DemoTask.Days).Make(),
                cancellationToken
            );
        }
        app.Lifetime.ApplicationStarted.Register(() => ConsoleAddress.Tell(app, open));
        return await app.RunServiceAsync("--urls or URLS", cancellationToken);
    }
}
