using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;
using Audience.Testing;
using Dapper;
using MySqlConnector;
using static Audience.Benchmarks.Isolation.IsolationCommand;

namespace Audience.Benchmarks.Isolation;

/// <summary>A system that labels a source alone first, then beside others.</summary>
internal sealed class IsolationRun : IAsyncDisposable
{
    private const string Output = "audience_bench_isolation";
    private const int SmallPosts = 20_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);
    private readonly BenchServers _servers;
    private readonly BenchSource _source;
    private readonly SystemRun _system;
    private readonly HttpClient _http;
    private readonly int _rounds;
    private double _alone;

    private IsolationRun(BenchServers servers, BenchSource source, SystemRun system, int rounds) =>
        (_servers, _source, _system, _http, _rounds) = (servers, source, system, new HttpClient { BaseAddress = system.Address }, rounds);

    /// <summary>Starts the system, and times the task alone.</summary>
    public static async Task<IsolationRun> StartAsync(
        BenchServers servers,
        int posts,
        int workers,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        var source = await BenchSource.EnsureAsync(servers.Database, posts, cancellationToken);
        await servers.DropAsync(Output, cancellationToken);
        var system = await SystemRun.StartAsync(
            source,
            servers.Database,
            servers.Broker,
            Output,
            workers,
            cancellationToken,
            new Dictionary<string, string?> { ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]), ["SITE_HOSTS"] = "127.0.0.1" }
        );
        var run = new IsolationRun(servers, source, system, rounds);
        await run.TimeAsync(source, cancellationToken);
        run._alone = await run.MedianAsync(source, cancellationToken);
        Tell($"  alone                              {run._alone, 6:0.00} s");
        return run;
    }

    /// <summary>Beside a task whose source dies while it is labelled.</summary>
    public async Task BesideDeadSourceAsync(SourceDeath death, CancellationToken cancellationToken)
    {
        var server = new MySqlConnectionStringBuilder(_servers.Database);
        // Refused in the end, not disposed of: that would wait for a packet that is late by an hour.
        var proxy = TcpProxy.Start((int)server.Port);
        proxy.PacketTime = TimeSpan.FromMilliseconds(5);
        var body = new Dictionary<string, object>(Body(_source))
        {
            ["SITE_CONFIG"] = new
            {
                host = "127.0.0.1",
                port = proxy.Port,
                user = server.UserID,
                password = server.Password,
                db = _source.Schema,
            },
        };
        string dead = await _system.Tasks.CreateAsync(body, cancellationToken);
        await WaitAsync(dead, t => t.GetProperty("progress").GetDouble() > 0, cancellationToken);
        proxy.Strike(death);
        // One that trickles is never silent for so long that its task would say that it waits.
        await WaitAsync(
            dead,
            t => death == SourceDeath.Trickles || t.GetProperty("waiting_for").ValueKind != JsonValueKind.Null,
            cancellationToken
        );
        TellBeside($"beside a source that {death.ToString().ToLowerInvariant()}", await MedianAsync(_source, cancellationToken));
        await EndAsync(dead, "pending", cancellationToken);
        proxy.Refuse();
    }

    /// <summary>Beside the deletion of a task with so many label rows.</summary>
    public async Task BesideDeletionAsync(int rows, CancellationToken cancellationToken)
    {
        var large = await BenchSource.EnsureAsync(_servers.Database, rows, cancellationToken);
        var body = new Dictionary<string, object>(Body(large))
        {
            ["MODEL_TYPE"] = "rule_model",
            ["PATTERN"] = new Dictionary<string, string[]> { ["any"] = ["."] },
            ["PREDICT_TYPE"] = "content",
        };
        for (int round = 1; round <= _rounds; round++)
        {
            var (state, _, _) = await _system.Tasks.LabelAsync(body, cancellationToken);
            string id = state.GetProperty("task_id").GetString()!;
            using var deleted = await PostAsync("/tasks/delete/", id, cancellationToken);
            var watch = Stopwatch.StartNew();
            double seconds = await TimeAsync(_source, cancellationToken);
            bool over = !await ExistsAsync(id, cancellationToken);
            while (await ExistsAsync(id, cancellationToken))
                await Task.Delay(100, cancellationToken);
            TellBeside($"beside the deletion of {state.GetProperty("length_output_table").GetInt64():N0} rows", seconds);
            Tell($"    the deletion took {watch.Elapsed.TotalSeconds:0.0} s{(over ? ", less than the task beside it" : "")}");
        }
    }

    /// <summary>A small task beside a huge one.</summary>
    public async Task BesideHugeAsync(int posts, CancellationToken cancellationToken)
    {
        var large = await BenchSource.EnsureAsync(_servers.Database, posts, cancellationToken);
        var small = await BenchSource.EnsureAsync(_servers.Database, SmallPosts, cancellationToken);
        double alone = await MedianAsync(small, cancellationToken);
        string huge = await _system.Tasks.CreateAsync(Body(large), cancellationToken);
        await WaitAsync(huge, t => t.GetProperty("progress").GetDouble() > 0, cancellationToken);
        for (int round = 1; round <= _rounds; round++)
        {
            double seconds = await TimeAsync(small, cancellationToken);
            Tell($"  {SmallPosts:N0} posts beside {posts:N0}          {seconds, 6:0.00} s (alone {alone:0.00} s; aim 5 s)");
        }
        await EndAsync(huge, "labelling", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
        await _servers.DropAsync(Output, default);
    }

    private static Dictionary<string, object> Body(BenchSource source) =>
        (Dictionary<string, object>)EndToEndRun.Request(new EndToEndPlan(0, "keyword", "author_name", 1, 1), source);

    private void TellBeside(string what, double seconds) =>
        Tell($"  {what, -34} {seconds, 6:0.00} s, {seconds / _alone:0.00} × (aim {(1.2 * _alone) + 5:0.0} s)");

    private async Task<double> MedianAsync(BenchSource source, CancellationToken cancellationToken)
    {
        List<double> seconds = [];
        for (int round = 0; round < _rounds; round++)
            seconds.Add(await TimeAsync(source, cancellationToken));
        return EndToEndResult.Median(seconds);
    }

    private async Task<double> TimeAsync(BenchSource source, CancellationToken cancellationToken) =>
        (await _system.Tasks.LabelAsync(Body(source), cancellationToken)).Elapsed.TotalSeconds;

    private async Task WaitAsync(string id, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        JsonElement state;
        while (!wanted(state = await StateAsync(id, cancellationToken)))
        {
            if (watch.Elapsed > s_timeout)
                throw new InvalidOperationException($"the other task is not where it should be: {state}");
            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task<JsonElement> StateAsync(string id, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>($"/tasks/{id}", cancellationToken)).GetProperty("error_message");

    // Callers do not see it any more; its row goes last.
    private async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_servers.Database);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                $"SELECT COUNT(*) FROM {Output}.state WHERE task_id = @id",
                new { id },
                cancellationToken: cancellationToken
            )
        );
    }

    // What it was measured beside must have been there to the end.
    private async Task EndAsync(string id, string what, CancellationToken cancellationToken)
    {
        var state = await StateAsync(id, cancellationToken);
        if (state.GetProperty("phase").GetString() == "done")
            throw new InvalidOperationException($"the other task was not {what} to the end: {state}");
        using var aborted = await PostAsync("/tasks/abort/", id, cancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string id, CancellationToken cancellationToken) =>
        (await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), new { TASK_ID = id }, cancellationToken)).EnsureSuccessStatusCode();
}
