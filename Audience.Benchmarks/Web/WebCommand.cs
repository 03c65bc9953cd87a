using System.CommandLine;

namespace Audience.Benchmarks.Web;

/// <summary><c>web</c>: the console's budgets.</summary>
internal static class WebCommand
{
    public static Command Create()
    {
        var tasks = new Option<int>("--tasks") { Description = "Tasks in the list.", DefaultValueFactory = _ => 10_000 };
        var browsers = new Option<int>("--browsers") { Description = "Browsers that watch it.", DefaultValueFactory = _ => 500 };
        var seconds = new Option<int>("--seconds") { Description = "How long they watch.", DefaultValueFactory = _ => 10 };
        var command = new Command(
            "web",
            "Measure the console: bytes of a page, first paint, a long list, many browsers; needs MariaDB and Chromium."
        )
        {
            tasks,
            browsers,
            seconds,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var console = await WebSystem.StartAsync(parsed.GetValue(tasks), cancellationToken);
                var run = new WebRun(console, parsed.GetValue(tasks), parsed.GetValue(browsers), parsed.GetValue(seconds));
                return await run.RunAsync(cancellationToken) ? 0 : 1;
            }
        );
        return command;
    }
}
