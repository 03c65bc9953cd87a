using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;
using Audience.Samples;
using Dapper;
using MySqlConnector;

namespace Audience.Benchmarks.Nightly;

/// <summary>A schedule that has labelled many posts, and nights of new ones before it.</summary>
internal sealed class NightlySeries : IAsyncDisposable
{
    /// <summary>Posts of the day before that come with each night's.</summary>
    public const int Late = 1_000;

    private const string Schema = "audience_bench_nightly";
    private const int NewPosts = 100_000,
        LabelledOf = 8,
        MinutesADay = 24 * 60;
    private readonly SystemRun _system;
    private readonly HttpClient _http;
    private readonly string _id;
    private readonly BenchSource _source;
    private readonly string _server;
    private readonly DateTime _start;
    private readonly int _nights;

    private NightlySeries(SystemRun system, string id, BenchSource source, string server, DateTime start, int nights)
    {
        (_system, _id, _source, _server, _start, _nights) = (system, id, source, server, start, nights);
        _http = new HttpClient { BaseAddress = system.Address };
    }

    /// <summary>Makes it as its first run would have left it, and all nights' posts.</summary>
    /// <param name="servers">Where it is made.</param>
    /// <param name="posts">Posts that it has labelled.</param>
    /// <param name="nights">How many nights follow.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<NightlySeries> PrepareAsync(BenchServers servers, int posts, int nights, CancellationToken cancellationToken)
    {
        await servers.DropAsync(Schema, cancellationToken);
        var source = new BenchSource(servers.Database, 0);
        await servers.DropAsync(source.Schema, cancellationToken);
        await using (var connection = new MySqlConnection(servers.Database))
            await connection.ExecuteAsync($"CREATE DATABASE {source.Schema}");
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-nights);
        int authors = posts / 10;
        await MySqlPosts.WriteAsync(source.ConnectionString, Posts(start, nights, authors), cancellationToken);
        var system = await SystemRun.StartAsync(source, servers.Database, servers.Broker, Schema, 1, cancellationToken);
        using var http = new HttpClient { BaseAddress = system.Address };
        var body = new
        {
            NAME = "nightly",
            SINCE = "2020-01-01",
            TASK = new
            {
                PREDICT_TYPE = "content",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            },
        };
        var added = await AskAsync(http, HttpMethod.Post, "/schedules/", body, cancellationToken);
        string id = added.GetProperty("schedule_id").GetString()!;
        await new NightlyState(servers.Database, Schema, id).WriteAsync(posts / LabelledOf, authors, start, cancellationToken);
        return new NightlySeries(system, id, source, servers.Database, start, nights);
    }

    /// <summary>Has a night run, with some posts of the day before.</summary>
    /// <returns>How long it took, how long of it its task did, and how many posts came late.</returns>
    public async Task<(TimeSpan Whole, double Task, long Late)> NightAsync(int night, CancellationToken cancellationToken)
    {
        await using (var connection = new MySqlConnection(_source.ConnectionString))
            await connection.ExecuteAsync(
                $"INSERT INTO {SqlitePosts.Table} SELECT CONCAT('late{night}_', seq), 'WH_F0045', 'a', CONCAT('author ', seq), 't', '小姐', "
                    + $"@start + INTERVAL seq SECOND FROM seq_1_to_{Late}",
                new { start = _start.AddDays(night - 1).AddHours(1) }
            );
        var lag = new { LAG_MINUTES = (_nights - 1 - night) * MinutesADay };
        await AskAsync(_http, HttpMethod.Patch, $"/schedules/{_id}", lag, cancellationToken);
        long from = Stopwatch.GetTimestamp();
        await AskAsync(_http, HttpMethod.Post, $"/schedules/{_id}/run/", new { }, cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        JsonElement run;
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            run = (await AskAsync(_http, HttpMethod.Get, $"/schedules/{_id}", null, cancellationToken)).GetProperty("runs")[0];
            if (run.GetProperty("status").GetString() == "failed")
                throw new InvalidOperationException(run.ToString());
        } while (run.GetProperty("run").GetInt32() != night + 2 || run.GetProperty("status").GetString() != "done");
        var whole = Stopwatch.GetElapsedTime(from);
        string task = run.GetProperty("task_id").GetString()!;
        var state = await AskAsync(_http, HttpMethod.Get, $"/tasks/{task}", null, cancellationToken);
        return (whole, state.GetProperty("run_time").GetDouble() * 60, run.GetProperty("late_posts").GetInt64());
    }

    /// <summary>Whether each author with a label row that counts has one panel.</summary>
    public async Task<bool> IsRightAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_server);
        var (panels, authors, told) = await connection.QuerySingleAsync<(long, long, long)>(
            new CommandDefinition(
                $"SELECT (SELECT COUNT(*) FROM {Schema}.wh_panel_mapping_fbfans WHERE task_id = @_id), "
                    + $"(SELECT COUNT(DISTINCT author_hash) FROM {Schema}.series_row WHERE task_id = @_id), "
                    + $"(SELECT SUM(production_rows) FROM {Schema}.series_group WHERE task_id = @_id)",
                new { _id },
                commandTimeout: 0,
                cancellationToken: cancellationToken
            )
        );
        return panels == authors && panels == told;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
    }

    private static IEnumerable<MadePost> Posts(DateTime start, int nights, int authors)
    {
        var random = new Random(1);
        for (int i = 0; i < nights * NewPosts; i++)
            yield return new MadePost(
                string.Create(CultureInfo.InvariantCulture, $"new{i}"),
                "WH_F0045",
                "a",
                // Some authors are new.
                string.Create(CultureInfo.InvariantCulture, $"author {random.Next(authors * 33 / 32)}"),
                "t",
                random.Next(LabelledOf) == 0 ? "一位小姐" : "貓",
                start.AddDays((double)i / NewPosts)
            );
    }

    private static async Task<JsonElement> AskAsync(
        HttpClient http,
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answered = await http.SendAsync(request, cancellationToken);
        var answer = await answered.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("error_code", out var code) && code.GetInt32() == 200
            ? answer.GetProperty("error_message")
            : throw new InvalidOperationException(answer.ToString());
    }
}
