using System.Globalization;
using System.Text.Json;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.LabelWorker.Series;

/// <summary>
/// Random series: runs, posts that come late, backfills, changed definitions, aborted runs, clocks that jump, two schedulers and lost
/// claims. Their panels are those of each post's latest run, and after a backfill of the whole range those of one task. More seeds:
/// SERIES_SEEDS=300. Longer series, of 20 steps or more each: SERIES_STEPS=200.
/// </summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class SeriesTests(Backend backend)
{
    private const int FewSteps = 6,
        MinOfMany = 20;
    private static readonly IEnumerable<int> s_seeds = Enumerable.Range(1, Setting("SERIES_SEEDS", 1));
    private static readonly int s_maxSteps = Setting("SERIES_STEPS", FewSteps);
    private readonly SetClock _clock = new(new DateTime(2024, 1, 1));
    private TestSystem _system = null!;
    private long _late;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var settings = new Dictionary<string, string?> { ["TIME_ZONE"] = "UTC", ["CHUNK_SIZE"] = "40" };
        _system = await TestSystem.StartAsync(backend, [], settings, _clock);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [TestCaseSource(nameof(s_seeds))]
    public async Task Panels_are_those_of_each_posts_latest_run(int seed)
    {
        // Each seed has times of its own.
        var model = new SeriesModel(seed, new DateTime(2000, 1, 1).AddDays((8 + 2 * s_maxSteps) * seed));
        _late = 0;
        var random = new Random(seed);
        await AddPostsAsync(model.Arrive(60));
        _clock.Set(model.Now);
        string id = await _system.Http.AddScheduleAsync(
            new
            {
                NAME = $"seed {seed}",
                SINCE = Text(model.Since),
                LAG_MINUTES = 10,
                LOOKBACK_HOURS = model.LookbackHours,
                TASK = Task(0),
            }
        );
        await using var disturbance = new Disturbance(_system, seed);
        int steps = s_maxSteps < MinOfMany ? s_maxSteps : new Random(seed).Next(MinOfMany, s_maxSteps + 1);
        for (int step = 0; step < steps; step++)
        {
            _clock.Set(model.Move(random));
            await AddPostsAsync(model.Arrive(random.Next(25)));
            if (random.Next(4) == 0)
                await ChangeAsync(id, model.Version = random.Next(3));
            await RunAsync(id, model, backfill: random.Next(4) == 0, abort: random.Next(6) == 0);
            await ComparePanelsAsync(id, model.Expected());
        }
        await CompareRowsAsync(id, model.ExpectedRows());
        // The run's own task is the one-task computation.
        var (schedule, runs) = await _system.Http.ScheduleAsync(id);
        if (schedule.Text("watermark") is null)
            return;
        var range = new { START_TIME = Text(model.Since), END_TIME = Text(schedule.GetProperty("watermark").GetDateTime()) };
        await _system.Http.PostAsync($"/schedules/{id}/backfill/", range);
        (_, runs) = await WaitAsync(id, runs.Length + 1);
        await ComparePanelsAsync(id, await PanelsAsync(runs[^1].Text("task_id")!));
        await RepeatProductionAsync(id, runs.Length);
        await ComparePanelsAsync(id, await PanelsAsync(runs[^1].Text("task_id")!));
        await CompareTasksAsync(id, runs[^1].Text("task_id")!);
        await TestContext.Out.WriteLineAsync(
            $"seed {seed}: {runs.Length} runs, {_late} late posts, {disturbance.Lost} claims lost, no difference"
        );
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    // All of them by the download, as many by the sample as it gives.
    private async Task CompareRowsAsync(string id, IReadOnlyList<string> expected)
    {
        if (expected.Count == 0)
            return;
        string text = await _system.Http.GetStringAsync(new Uri($"/tasks/{id}/download/?rows=labels&format=jsonl", UriKind.Relative));
        var all = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
        Assert.That(Rows(all), Is.EqualTo(expected));
        foreach (string query in (string[])["limit=200", "limit=200&label=female"])
        {
            var sample = Rows((await _system.Http.ReadAsync($"/tasks/{id}/sample/?{query}")).GetProperty("error_message").EnumerateArray());
            var some = expected.Where(row => !query.Contains("label") || row.EndsWith("/female", StringComparison.Ordinal)).ToList();
            Assert.That(sample, some.Count <= 200 ? Is.EqualTo(some) : Has.Length.EqualTo(200).And.SubsetOf(some), query);
        }

        static string[] Rows(IEnumerable<JsonElement> rows) =>
            [.. rows.Select(row => $"{row.Text("id")} {row.Text("panel")}").Order(StringComparer.Ordinal)];
    }

    // The last run labelled everything with the definition of the schedule: nothing differs.
    private async Task CompareTasksAsync(string id, string task)
    {
        if ((await PanelsAsync(id)).Count == 0)
            return;
        var asked = await _system.Http.PostAsync("/tasks/compare/", new { BEFORE = id, AFTER = task });
        string comparison = asked.GetProperty("error_message").Text("compare_id")!;
        var answer = await Eventually.GetAsync(
            () => _system.Http.ReadAsync($"/tasks/compare/{comparison}/"),
            found => found.GetProperty("error_message").Text("status") is "finished" or "failed",
            TimeSpan.FromMinutes(1)
        );
        var result = answer.GetProperty("error_message").GetProperty("result");
        var group = result.GetProperty("groups")[0];
        Assert.That(group.GetProperty("rows_before").GetInt64(), Is.EqualTo(group.GetProperty("rows_after").GetInt64()));
        Assert.That(result.GetProperty("gained").GetArrayLength() + result.GetProperty("lost").GetArrayLength(), Is.Zero);
    }

    private async Task RunAsync(string id, SeriesModel model, bool backfill, bool abort)
    {
        var (schedule, before) = await _system.Http.ScheduleAsync(id);
        string watermark = schedule.Text("watermark") is null ? "" : Text(schedule.GetProperty("watermark").GetDateTime());
        if (abort)
            await ChangeAsync(id, model.Version, countdown: 3600);
        var answer =
            backfill && watermark.Length > 0
                ? await _system.Http.PostAsync(
                    $"/schedules/{id}/backfill/",
                    new { START_TIME = Text(model.Since.AddHours(20)), END_TIME = watermark }
                )
                : await _system.Http.PostAsync($"/schedules/{id}/run/", "{}");
        if (answer.GetProperty("error_code").GetInt32() != 200)
        {
            // There was nothing to run: the next run is not to wait for an hour.
            if (abort)
                await ChangeAsync(id, model.Version);
            return;
        }
        if (abort)
        {
            JsonElement[] runs;
            do (_, runs) = await _system.Http.ScheduleAsync(id);
            while (runs.Length == before.Length || runs[^1].Text("task_id") is null);
            string task = runs[^1].Text("task_id")!;
            var aborted = await _system.Http.PostAsync("/tasks/abort/", new { TASK_ID = task });
            // It was labelled by then: its COUNTDOWN is not waited out.
            if (aborted.GetProperty("error_code").GetInt32() != 200)
                await ProduceNowAsync(task);
        }
        var (_, all) = await WaitAsync(id, before.Length + 1);
        Assert.That(all, Has.Length.EqualTo(before.Length + 1));
        if (all[^1].Text("status") == "done")
        {
            _late += model.Ran(all[^1].Range());
            var (now, ended) = await _system.Http.ScheduleAsync(id);
            Assert.That(
                ended.Sum(run =>
                    run.GetProperty("late_posts").ValueKind == JsonValueKind.Null ? 0 : run.GetProperty("late_posts").GetInt64()
                ),
                Is.EqualTo(_late)
            );
            Assert.That(now.GetProperty("late_posts").GetInt64(), Is.EqualTo(_late));
        }
        if (abort)
            await ChangeAsync(id, model.Version);
    }

    private async Task ProduceNowAsync(string task)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        await Eventually.GetAsync(
            () =>
                connection.ExecuteAsync(
                    "UPDATE state SET produce_at = 0, check_at = 0 WHERE task_id = @task AND produce_at > 0",
                    new { task }
                ),
            changed => changed == 1,
            TimeSpan.FromMinutes(1)
        );
    }

    // As a worker would that is killed after it has taken the rows over; an earlier run's piece that nobody wants is in nobody's way.
    private async Task RepeatProductionAsync(string id, int run)
    {
        await using (var connection = await _system.Output.OpenAsync(default))
        await using (var transaction = await _system.Output.Dialect.BeginAsync(connection, default))
        {
            foreach (
                string sql in new[]
                {
                    "INSERT INTO series_bucket SELECT DISTINCT task_id, group_name, bucket FROM series_row WHERE task_id = @id",
                    "UPDATE schedule_run SET status = 'producing' WHERE task_id = @id AND run = @run",
                    "UPDATE schedule SET phase = 'producing', run = @run WHERE schedule_id = @id",
                    "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, added_at) "
                        + "VALUES (@id, 'series', 1, '', '', 'waiting', 0)",
                }
            )
                await connection.ExecuteAsync(sql, new { id, run }, transaction);
            await transaction.CommitAsync();
        }
        await WaitAsync(id, run);
        await Eventually.GetAsync(
            () => _system.CountAsync("SELECT COUNT(*) FROM work_item WHERE parent_id = @id", new { id }),
            left => left == 0,
            TimeSpan.FromMinutes(1)
        );
    }

    // What stands still is told with its pieces of work.
    private async Task<(JsonElement Schedule, JsonElement[] Runs)> WaitAsync(string id, int runs)
    {
        try
        {
            return await _system.Http.WaitForRunsAsync(id, runs);
        }
        catch (TimeoutException e)
        {
            await using var connection = await _system.Output.OpenAsync(default);
            var items = await connection.QueryAsync("SELECT * FROM work_item");
            throw new TimeoutException($"{e.Message} {string.Join(' ', items)}", e);
        }
    }

    private async Task ChangeAsync(string id, int version, int countdown = 0)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { TASK = Task(version, countdown) }), null, "application/json");
        await _system.Http.PatchAsync(new Uri($"/schedules/{id}", UriKind.Relative), body);
    }

    private async Task ComparePanelsAsync(string id, IReadOnlyList<string> expected)
    {
        Assert.That(await PanelsAsync(id), Is.EqualTo(expected));
        // A status may be a tenth of a second old.
        string rows = expected.Count == 0 ? "" : $"{expected.Count}";
        await Eventually.GetAsync(
            async () => (await _system.Http.StatusAsync(id)).Text("length_prod_table"),
            length => length is null || length == rows,
            TimeSpan.FromSeconds(10)
        );
        if (expected.Count > 0)
            Assert.That(
                await _system.Http.GetStringAsync(new Uri($"/tasks/{id}/download/?rows=panels&format=jsonl", UriKind.Relative)),
                Has.Exactly(expected.Count).EqualTo('\n')
            );
    }

    private async Task<IReadOnlyList<string>> PanelsAsync(string taskId)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        string table = _system.Output.Dialect.Quote(SeriesModel.Table);
        if (!await _system.Output.Dialect.TableExistsAsync(connection, _system.Output.Schema, SeriesModel.Table, default))
            return [];
        var rows = await connection.QueryAsync<(string Id, string Panel)>(
            $"SELECT id, panel FROM {table} WHERE task_id = @taskId",
            new { taskId }
        );
        return [.. rows.Select(row => $"{row.Id} {row.Panel}").Order(StringComparer.Ordinal)];
    }

    private static object Task(int version, int countdown = 0) =>
        new
        {
            PREDICT_TYPE = "content",
            COUNTDOWN = countdown,
            PATTERN = SeriesModel.Patterns[version],
        };

    private async Task AddPostsAsync(IReadOnlyList<MadePost> posts)
    {
        if (posts.Count == 0)
            return;
        string rows = string.Join(
            ", ",
            posts.Select(p => $"('{p.Id}', '{p.SourceId}', 'a', '{p.Author}', 't', '{p.Content}', '{Text(p.PostTime)}')")
        );
        string sql = $"INSERT INTO {SqlitePosts.Table} (id, s_id, s_area_id, author, title, content, post_time) VALUES {rows}";
        if (_system.Input is { } input)
            await input.ExecuteAsync(sql);
        else
            await Api.SourceFile.RunAsync(_system, SqlitePosts.Schema, sql);
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
