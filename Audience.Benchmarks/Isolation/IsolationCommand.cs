using System.CommandLine;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Isolation;

/// <summary>
/// <c>isolation</c>: what a task takes beside one whose source has died, beside the deletion of millions of rows, and beside a huge one.
/// </summary>
internal static class IsolationCommand
{
    private static readonly string[] s_cases = ["sources", "deletion", "huge"];

    public static Command Create()
    {
        var posts = new Option<int>("--posts") { Description = "Posts of the task that is timed.", DefaultValueFactory = _ => 2_000_000 };
        var deleted = new Option<int>("--deleted") { Description = "Label rows that are deleted.", DefaultValueFactory = _ => 5_000_000 };
        var huge = new Option<int>("--huge") { Description = "Posts of the huge task.", DefaultValueFactory = _ => 20_000_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is timed.", DefaultValueFactory = _ => 3 };
        var only = new Option<string[]>("--only")
        {
            Description = "Only these: sources, deletion or huge.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => s_cases,
        }.AcceptOnlyFromAmong(s_cases);
        var command = new Command("isolation", "Time a task beside others that have trouble, with one worker and with two.")
        {
            posts,
            deleted,
            huge,
            rounds,
            only,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
                for (int workers = 1; workers <= 2; workers++)
                {
                    Tell($"{workers} label worker(s)");
                    await using var run = await IsolationRun.StartAsync(
                        servers,
                        parsed.GetValue(posts),
                        workers,
                        parsed.GetValue(rounds),
                        cancellationToken
                    );
                    string[] cases = parsed.GetValue(only)!;
                    if (cases.Contains("sources"))
                        foreach (var death in Enum.GetValues<SourceDeath>())
                            await run.BesideDeadSourceAsync(death, cancellationToken);
                    if (cases.Contains("deletion"))
                        await run.BesideDeletionAsync(parsed.GetValue(deleted), cancellationToken);
                    if (cases.Contains("huge"))
                        await run.BesideHugeAsync(parsed.GetValue(huge), cancellationToken);
                }
                return 0;
            }
        );
        return command;
    }

    /// <summary>Prints a line.</summary>
    public static void Tell(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
