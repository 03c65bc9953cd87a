using System.Text.Json;
using Audience.Samples;

namespace Audience.Tests.Jobs.Schedules;

/// <summary>A schedule over days that a set clock passes: what its runs cover, and when.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class ScheduleTests(Backend backend)
{
    private static readonly DateTime s_start = new(2024, 1, 1);
    private static readonly MadePost[] s_posts =
    [
        .. Enumerable
            .Range(0, 480)
            .Select(i => new MadePost($"p{i:0000}", "WH_F0045", "a", $"小姐{i % 9}", "t", "c", s_start.AddMinutes(30 * i))),
    ];

    private readonly SetClock _clock = new(Night(1));
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(backend, s_posts, new Dictionary<string, string?> { ["TIME_ZONE"] = "UTC" }, _clock);

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Each_night_it_labels_what_is_new_and_a_day_before_it()
    {
        _clock.Set(Night(0));
        string id = await Http.AddScheduleAsync(Body("30 2 * * *"));
        for (int night = 1; night <= 7; night++)
        {
            _clock.Set(Night(night));
            var (schedule, runs) = await Http.WaitForRunsAsync(id, night);
            var end = Night(night).AddMinutes(-10);
            Assert.Multiple(() =>
            {
                Assert.That(runs, Has.Length.EqualTo(night));
                Assert.That(runs[^1].Text("status"), Is.EqualTo("done"), runs[^1].ToString());
                Assert.That(
                    runs[^1].Range(),
                    Is.EqualTo((night == 1 ? s_start : Later(Night(night - 1).AddMinutes(-10).AddHours(-24)), end))
                );
                Assert.That(schedule.GetProperty("watermark").GetDateTime(), Is.EqualTo(end));
                Assert.That(
                    schedule.GetProperty("next_time").GetDateTimeOffset(),
                    Is.EqualTo(new DateTimeOffset(Night(night + 1).AddMinutes(-30), default))
                );
            });
            await LabelsAreOfRangeAsync(runs[^1]);
        }
        // Nights that were missed follow once.
        _clock.Set(Night(10));
        var (_, all) = await Http.WaitForRunsAsync(id, 8);
        Assert.That(all[^1].Range(), Is.EqualTo((Night(6).AddMinutes(-10), Night(10).AddMinutes(-10))));
        // A clock that was put back moves nothing back.
        _clock.Set(Night(9));
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        var (after, nine) = await Http.WaitForRunsAsync(id, 9);
        Assert.That(nine[^1].Range(), Is.EqualTo((Night(9).AddMinutes(-10), Night(10).AddMinutes(-10))));
        Assert.That(after.GetProperty("watermark").GetDateTime(), Is.EqualTo(Night(10).AddMinutes(-10)));
        await PanelsAreThoseOfOneTaskAsync(id, Night(10).AddMinutes(-10));
        await Http.DeleteAsync(new Uri($"/schedules/{id}?tasks=true", UriKind.Relative));
    }

    [Test]
    public async Task What_a_failed_run_should_have_covered_the_next_one_covers_with_the_new_definition()
    {
        _clock.Set(Night(2));
        string id = await Http.AddScheduleAsync(Body(null, countdown: 3600));
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        JsonElement[] runs;
        do (_, runs) = await Http.ScheduleAsync(id);
        while (runs.Length == 0);
        await Http.PostAsync("/tasks/abort/", new { TASK_ID = runs[0].Text("task_id") });
        var (failed, _) = await Http.WaitForRunsAsync(id, 1);
        using var change = new StringContent(JsonSerializer.Serialize(new { TASK = Task(0) }), null, "application/json");
        await Http.PatchAsync(new Uri($"/schedules/{id}", UriKind.Relative), change);
        _clock.Set(Night(3));
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        (_, runs) = await Http.WaitForRunsAsync(id, 2);
        Assert.Multiple(() =>
        {
            Assert.That(failed.Text("watermark"), Is.Null);
            Assert.That((runs[0].Text("status"), runs[0].Text("error_message")), Is.EqualTo(("failed", "its task was aborted")));
            Assert.That((runs[0].Text("version"), runs[1].Text("version")), Is.EqualTo(("1", "2")));
            Assert.That((runs[1].Text("status"), runs[1].Range()), Is.EqualTo(("done", (s_start, Night(3).AddMinutes(-10)))));
        });
        await LabelsAreOfRangeAsync(runs[1]);
        await Http.PostAsync($"/schedules/{id}/backfill/", new { START_TIME = "2024-01-01", END_TIME = "2024-01-02" });
        await Http.PostAsync($"/schedules/{id}/backfill/", new { START_TIME = "2024-01-01 12:00:00", END_TIME = "2024-01-03" });
        var (filled, four) = await Http.WaitForRunsAsync(id, 4);
        Assert.That(
            four.Skip(2).Select(r => (r.Text("kind"), r.Range())),
            Is.EqualTo(new[] { ("backfill", (s_start, s_start.AddDays(1))), ("backfill", (s_start.AddHours(12), s_start.AddDays(2))) })
        );
        Assert.That(filled.GetProperty("watermark").GetDateTime(), Is.EqualTo(Night(3).AddMinutes(-10)));
    }

    [Test]
    public async Task A_run_whose_table_is_gone_says_so_and_the_next_one_tries_again()
    {
        _clock.Set(Night(2));
        string id = await Http.AddScheduleAsync(Body(null));
        await SourceAsync($"ALTER TABLE {SqlitePosts.Table} RENAME TO moved");
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        var (failed, runs) = await Http.WaitForRunsAsync(id, 1);
        Assert.That(runs[0].Text("status"), Is.EqualTo("failed"));
        Assert.That(
            runs[0].Text("error_message"),
            Does.EndWith($"input table '{_system.InputSchema}.{SqlitePosts.Table}' does not exist, or its user may not read it")
        );
        Assert.That(failed.Text("watermark"), Is.Null);
        await SourceAsync($"ALTER TABLE moved RENAME TO {SqlitePosts.Table}");
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        (_, runs) = await Http.WaitForRunsAsync(id, 2);
        Assert.That((runs[1].Text("status"), runs[1].Range()), Is.EqualTo(("done", (s_start, Night(2).AddMinutes(-10)))));
        await LabelsAreOfRangeAsync(runs[1]);
    }

    [Test]
    public async Task A_schedule_that_is_deleted_in_the_middle_of_a_run_leaves_its_task_running()
    {
        _clock.Set(Night(2));
        string id = await Http.AddScheduleAsync(Body(null));
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        JsonElement[] runs;
        do (_, runs) = await Http.ScheduleAsync(id);
        while (runs.Length == 0);
        await Http.DeleteAsync(new Uri($"/schedules/{id}", UriKind.Relative));
        var task = await Http.WaitUntilDoneAsync(runs[0].Text("task_id")!);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"));
        Assert.That((await Http.ReadAsync($"/schedules/{id}")).GetProperty("error_code").GetInt32(), Is.EqualTo(404));
        Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM schedule_run WHERE task_id = @id", new { id }), Is.Zero);
    }

    // 03:00.
    private static DateTime Night(int day) => s_start.AddDays(day).AddHours(3);

    private static DateTime Later(DateTime time) => time > s_start ? time : s_start;

    private static object Task(int countdown) => new { PATTERN = new { female = new[] { "小姐" } }, COUNTDOWN = countdown };

    private static object Body(string? cron, int countdown = 0) =>
        new
        {
            NAME = "nights",
            SINCE = "2024-01-01",
            CRON = cron,
            TASK = Task(countdown),
        };

    private Task SourceAsync(string sql) =>
        _system.Input is { } input ? input.ExecuteAsync(sql) : Api.SourceFile.RunAsync(_system, SqlitePosts.Schema, sql);

    private async Task PanelsAreThoseOfOneTaskAsync(string id, DateTime end)
    {
        var body = new
        {
            START_TIME = "2024-01-01",
            END_TIME = $"{end:yyyy-MM-dd HH:mm:ss}",
            PATTERN = new { female = new[] { "小姐" } },
            COUNTDOWN = 0,
        };
        string task = await Http.CreateTaskAsync(body);
        var one = await Http.WaitUntilDoneAsync(task);
        var series = await Http.StatusAsync(id);
        await TestContext.Out.WriteLineAsync(
            $"panels night by night {series.Text("length_prod_table")}, at once {one.Text("length_prod_table")}"
        );
        Assert.That(series.Text("length_prod_table"), Is.EqualTo(one.Text("length_prod_table")).And.EqualTo("9"));
        Assert.That(await RowsAsync(id), Is.EqualTo(await RowsAsync(task)).And.Not.Empty);

        async Task<string[]> RowsAsync(string of) =>
            [
                .. (await Http.GetStringAsync(new Uri($"/tasks/{of}/download/?rows=panels&format=jsonl", UriKind.Relative)))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Order(StringComparer.Ordinal),
            ];
    }

    private async Task LabelsAreOfRangeAsync(JsonElement run)
    {
        var (from, to) = run.Range();
        var task = await Http.StatusAsync(run.Text("task_id")!);
        Assert.That(
            task.GetProperty("length_output_table").GetInt32(),
            Is.EqualTo(s_posts.Count(p => p.PostTime >= from && p.PostTime < to))
        );
    }
}
