using System.CommandLine;
using System.Text.Json;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// <c>growth</c>: the whole way for sources that double in size; time and memory per post must not grow. Each size labels as many
/// posts in all, because a worker's code and heap grow with what it has done, whatever the size, until it is warm.
/// </summary>
internal static class GrowthCommand
{
    private static readonly int[] s_sizes = [1_000_000, 2_000_000, 4_000_000, 8_000_000];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of the largest size, after one that warms up; smaller ones have as many more as they are smaller.",
            DefaultValueFactory = _ => 2,
        };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON, an array." };
        var command = new Command("growth", "Label sources of 1, 2, 4 and 8 million posts, and show time and memory for each.")
        {
            rounds,
            json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rounds), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int rounds, bool json, CancellationToken cancellationToken)
    {
        var results = new List<EndToEndResult>();
        await using (var servers = await BenchServers.StartAsync(null, null, cancellationToken))
            foreach (int posts in s_sizes)
            {
                int times = s_sizes[^1] / posts;
                results.Add(
                    await EndToEndRun.RunAsync(
                        new EndToEndPlan(posts, "keyword", "author_name", 1, rounds * times, WarmUps: times),
                        servers,
                        cancellationToken
                    )
                );
            }
        foreach (var result in results)
            result.Write(Console.Out);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results.Select(r => JsonSerializer.Deserialize<JsonElement>(r.ToJson()))));
        return results.TrueForAll(r => r.EqualToReference) ? 0 : 1;
    }
}
