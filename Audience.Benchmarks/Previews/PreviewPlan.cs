using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Previews;

/// <summary>What is measured.</summary>
/// <param name="Sample">Posts that a preview reads.</param>
/// <param name="Rounds">Previews that count.</param>
/// <param name="Tasks">Tasks over all posts that run meanwhile.</param>
internal sealed record PreviewPlan(int Sample, int Rounds, int Tasks)
{
    private const int WarmUps = 3,
        MoreKeywords = 1_400;

    /// <summary>5,000 keywords: those of the other benchmarks, and others that are put together of them.</summary>
    private static readonly Dictionary<string, string[]> s_pattern = new(BenchKeywords.ByLabel)
    {
        ["已婚"] = [.. BenchKeywords.ByLabel["女性"].Take(MoreKeywords).Zip(BenchKeywords.ByLabel["男性"], (a, b) => a + b)],
    };

    /// <summary>Asks for previews one after the other, each with another seed, and shows how long they took.</summary>
    /// <returns>1 where tasks were to run meanwhile and had ended before the last preview.</returns>
    public async Task<int> RunAsync(HttpClient http, string what, CancellationToken cancellationToken)
    {
        for (int seed = 0; seed < WarmUps; seed++)
            await AskAsync(http, seed, cancellationToken);
        var tasks = new TaskCalls(http);
        var running = new List<string>();
        for (int task = 0; task < Tasks; task++)
            running.Add(await tasks.CreateAsync(Body(), cancellationToken));
        var times = new List<double>();
        for (int round = 0; round < Rounds; round++)
            times.Add(await AskAsync(http, WarmUps + round, cancellationToken));
        bool isBusy = Tasks == 0 || await IsRunningAsync(http, running[^1], cancellationToken);
        times.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}, {Sample:N0} read, {s_pattern.Values.Sum(k => k.Length):N0} keywords, {Tasks} tasks meanwhile: "
                    + $"median {times[times.Count / 2]:0.000} s, {times[0]:0.000} to {times[^1]:0.000} s of {Rounds}"
                    + $"{(isBusy ? "" : " - THE TASKS ENDED BEFORE")}"
            )
        );
        return isBusy ? 0 : 1;
    }

    private async Task<double> AskAsync(HttpClient http, int seed, CancellationToken cancellationToken)
    {
        var body = Body();
        (body["SAMPLE"], body["SEED"]) = (Sample, seed);
        long start = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync("/tasks/preview/", body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return answer.GetProperty("error_code").GetInt32() == 200 ? seconds : throw new InvalidOperationException(answer.ToString());
    }

    private static async Task<bool> IsRunningAsync(HttpClient http, string id, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<JsonElement>($"/tasks/{id}", cancellationToken))
            .GetProperty("error_message")
            .GetProperty("phase")
            .GetString() != "done";

    private static Dictionary<string, object> Body() =>
        new()
        {
            ["PREDICT_TYPE"] = "content",
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-02",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = s_pattern,
        };
}
