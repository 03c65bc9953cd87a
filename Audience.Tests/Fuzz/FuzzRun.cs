using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Audience.Data.Tasks;
using CsCheck;
using Dapper;

namespace Audience.Tests.Fuzz;

/// <summary>What a run came to. Everything but requests and accepted should be zero.</summary>
internal sealed record FuzzReport(
    int requests,
    ulong seed,
    string backend,
    int accepted,
    int answers_500,
    int no_answer,
    int half_made,
    long stuck,
    double slowest_seconds,
    double seconds,
    IReadOnlyDictionary<string, int> codes
);

/// <summary>Sends made-up requests, always the same for a seed, and looks at what they leave behind.</summary>
internal sealed class FuzzRun(TestSystem system)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    // A path may begin with two slashes, which as a relative address would lead to another host.
    private readonly string _address = system.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
    private readonly HashSet<string> _accepted = [];
    private readonly List<string> _known = ["00000000000000000000000000000000"];
    private readonly SortedDictionary<string, int> _codes = new(StringComparer.Ordinal);

    /// <summary>What went wrong, to be sent again.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What took longest.</summary>
    public string Slowest { get; private set; } = "";

    /// <summary>Sends so many requests.</summary>
    public async Task<FuzzReport> RunAsync(int requests, ulong seed, string backend)
    {
        var (random, watch) = (new PCG(1, seed), Stopwatch.StartNew());
        var ids = Gen.Frequency(
            (3, Gen.Int.Select(i => _known[(int)((uint)i % _known.Count)])),
            (1, FuzzTexts.Nasty),
            (1, Gen.OneOf("7c7bd38c-410a-11ec-b688-d45d6456a14d", "{7c7bd38c410a11ecb688d45d6456a14d}", "7C7BD38C410A11ECB688D45D6456A14D"))
        );
        var any = new FuzzEndpoints(ids).Any;
        int errors = 0,
            silent = 0;
        double slowest = 0;
        for (int i = 0; i < requests; i++)
        {
            var request = any.Generate(random, null, out _);
            long start = Stopwatch.GetTimestamp();
            try
            {
                if (await SendAsync(request) is { } fault && ++errors > 0)
                    Faults.Add($"request {i}: {fault} to {request}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
            {
                silent++;
                Faults.Add($"request {i}: {e.GetType().Name} {e.Message} to {request}");
            }
            double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (took > slowest)
                (slowest, Slowest) = (took, request.ToString());
        }
        long stuck = await StuckAsync();
        var halves = await HalvesAsync();
        Faults.AddRange(halves);
        return new FuzzReport(
            requests,
            seed,
            backend,
            _accepted.Count,
            errors,
            silent,
            halves.Count,
            stuck,
            Math.Round(slowest, 2),
            Math.Round(watch.Elapsed.TotalSeconds, 1),
            _codes
        );
    }

    // Null, or what is wrong with the answer.
    private async Task<string?> SendAsync(FuzzRequest fuzz)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var request = new HttpRequestMessage(fuzz.Method, new Uri(_address + fuzz.Path));
        if (fuzz.Body is not null)
            request.Content = new ByteArrayContent(fuzz.Body);
        if (fuzz.ContentType is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", fuzz.ContentType);
        using var response = await system.Http.SendAsync(request, timeout.Token);
        string text = await response.Content.ReadAsStringAsync(timeout.Token);
        int code = (int)response.StatusCode;
        JsonElement message = default;
        // What the server refuses before it comes to us has no body, and a file is none of ours to read.
        if (text.Length > 0 && response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true)
        {
            var json = JsonSerializer.Deserialize<JsonElement>(text);
            if (
                json.ValueKind == JsonValueKind.Object
                && json.TryGetProperty("error_code", out var inner)
                && json.TryGetProperty("error_message", out message)
            )
                code = inner.GetInt32();
        }
        string key = code.ToString(CultureInfo.InvariantCulture);
        _codes[key] = _codes.GetValueOrDefault(key) + 1;
        if (code == 200 && fuzz.Path == "/tasks/" && message.ValueKind == JsonValueKind.Object)
        {
            _accepted.Add(message.Text("task_id")!);
            _known.Add(message.Text("task_id")!);
        }
        else if (code == 200 && fuzz.Path == "/tasks/dump/")
            _known.Add(message.Text("dump_id")!);
        return
            (int)response.StatusCode == 500
            || code == 500
            || text.Contains("unexpected error", StringComparison.Ordinal)
            || text.Length > 100_000 && code != 200
            ? $"{code} {text[..Math.Min(text.Length, 500)]}"
            : null;
    }

    // Tasks that neither ended nor wait for their COUNTDOWN.
    private async Task<long> StuckAsync()
    {
        long stuck = 0;
        try
        {
            await Eventually.GetAsync(
                async () =>
                    stuck = await system.CountAsync(
                        "SELECT COUNT(*) FROM state WHERE phase IN ('queued', 'labeling', 'deleting')",
                        new { }
                    ),
                count => count == 0,
                TimeSpan.FromMinutes(2)
            );
        }
        catch (TimeoutException)
        {
            Faults.Add($"{stuck} tasks stand still");
        }
        return stuck;
    }

    private async Task<List<string>> HalvesAsync()
    {
        await using var connection = await system.Output.OpenAsync(default);
        var states = (await connection.QueryAsync<string>("SELECT task_id FROM state")).ToHashSet();
        var definitions = (await connection.QueryAsync<string>("SELECT task_id FROM task_definition")).ToHashSet();
        var patterns = (await connection.QueryAsync<string>("SELECT DISTINCT task_id FROM task_pattern")).ToHashSet();
        var models = (
            await connection.QueryAsync<string>(
                "SELECT task_id FROM model_status WHERE training_status IN ('pending', 'started', 'failed', 'break')"
            )
        ).ToHashSet();
        var work = (await connection.QueryAsync<string>("SELECT task_id FROM model_work WHERE step = 'train'")).ToHashSet();
        var halves = states.Except(_accepted).Select(id => $"task {id} was refused and is there").ToList();
        halves.AddRange(definitions.Union(patterns).Except(states).Select(id => $"task {id} has a definition and no state"));
        halves.AddRange(models.Except(work).Select(id => $"model {id} has a status and no work"));
        halves.AddRange(work.Except(models).Select(id => $"model {id} has work and no status"));
        foreach (string id in states)
        {
            var definition = definitions.Contains(id) ? await system.Get<TaskDefinitions>().FindAsync(id, default) : null;
            if (definition?.Pattern is null || definition.TaskId != id)
                halves.Add($"task {id} has no whole definition");
        }
        return halves;
    }
}
