using System.CommandLine;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Nightly;

/// <summary><c>nightly</c>: a night's run of schedules that have labelled few posts, and many; it must not grow with them.</summary>
internal static class NightlyCommand
{
    public static Command Create()
    {
        var posts = new Option<int[]>("--posts")
        {
            Description = "Posts that each schedule has labelled; a tenth as many authors.",
            DefaultValueFactory = _ => [2_000_000, 20_000_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var nights = new Option<int>("--nights")
        {
            Description = "Nights that are measured, 1 to 6, after one that warms up.",
            DefaultValueFactory = _ => 3,
        };
        var command = new Command("nightly", "Run schedules for some nights of 100,000 new posts, and show the time of each.")
        {
            posts,
            nights,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(posts)!, parsed.GetValue(nights), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int[] sizes, int nights, CancellationToken cancellationToken)
    {
        bool right = true;
        var medians = new List<double>();
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        foreach (int posts in sizes)
        {
            await using var series = await NightlySeries.PrepareAsync(servers, posts, nights + 1, cancellationToken);
            var seconds = new List<double>();
            for (int night = 0; night <= nights; night++)
            {
                var (whole, task, late) = await series.NightAsync(night, cancellationToken);
                right &= late == NightlySeries.Late;
                if (night > 0)
                    seconds.Add(whole.TotalSeconds);
                await TellAsync($"{posts:N0} posts, night {night}: {whole.TotalSeconds:0.00} s, its task {task:0.00} s, {late} late");
            }
            right &= await series.IsRightAsync(cancellationToken);
            medians.Add(seconds.Order().ElementAt(seconds.Count / 2));
        }
        await TellAsync(
            $"medians {string.Join(" and ", medians.Select(m => $"{m:0.00} s"))}: last to first {medians[^1] / medians[0]:0.00}"
        );
        if (!right)
            await TellAsync($"WRONG");
        return right ? 0 : 1;
    }

    private static Task TellAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
