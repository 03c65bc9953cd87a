using Audience.Jobs.Tasks;
using Audience.Samples;
using Audience.Tests.Api;
using Dapper;

namespace Audience.Tests.Jobs;

/// <summary>Tasks with KEEP_DAYS go when these have passed; all others stay.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class TaskRetentionTests(Backend backend)
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(backend, new PostMaker(600, new DateTime(2020, 1, 1), 10).Make());

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Only_what_has_KEEP_DAYS_goes_and_not_before_they_have_passed()
    {
        string kept = await CreateAsync(null),
            limited = await CreateAsync(2),
            running = await CreateAsync(1, countdown: 3600);
        await Http.WaitUntilDoneAsync(kept);
        var status = await Http.WaitUntilDoneAsync(limited);
        Assert.That(status.Text("keep_days"), Is.EqualTo("2"));
        Assert.That((await Http.StatusAsync(kept)).Text("keep_days"), Is.Null);
        string group = status.Text("result")!.Split(',')[0];

        await LookAsync();
        await LookAsync();
        Assert.That(
            await _system.CountAsync(
                $"SELECT delete_at - {_system.Output.Dialect.NowMs} FROM state WHERE task_id = @limited",
                new { limited }
            ),
            Is.EqualTo(2 * DayMs).Within(60_000)
        );
        Assert.That((await Http.StatusAsync(limited)).Text("stat"), Is.EqualTo("SUCCESS"));

        await ExecuteAsync("UPDATE state SET delete_at = 1 WHERE delete_at IS NOT NULL");
        await LookAsync();
        await WaitUntilGoneAsync(limited);
        await Eventually.GetAsync(
            () =>
                _system.CountAsync(
                    $"SELECT (SELECT COUNT(*) FROM {group} WHERE task_id = @limited) "
                        + "+ (SELECT COUNT(*) FROM state WHERE task_id = @limited)",
                    new { limited }
                ),
            rows => rows == 0,
            TimeSpan.FromMinutes(1)
        );
        Assert.That((await Http.StatusAsync(kept)).Text("stat"), Is.EqualTo("SUCCESS"));
        Assert.That(await _system.CountAsync($"SELECT COUNT(*) FROM {group} WHERE task_id = @kept", new { kept }), Is.Positive);
        Assert.That((await Http.StatusAsync(running)).Text("phase"), Is.Not.EqualTo("done"), "what has not ended stays");
        await Http.PostAsync("/tasks/abort/", new { TASK_ID = running });
        await LookAsync();
        await ExecuteAsync("UPDATE state SET delete_at = 1 WHERE delete_at IS NOT NULL");
        await LookAsync();
        // Aborted is an end, too.
        await WaitUntilGoneAsync(running);
    }

    [Test]
    public async Task A_task_that_is_resumed_has_its_days_from_its_next_end()
    {
        string id = await CreateAsync(1);
        await Http.WaitUntilDoneAsync(id);
        await ExecuteAsync($"UPDATE state SET stat = 'FAILURE', prod_stat = NULL, delete_at = 1 WHERE task_id = '{id}'");
        await Http.PostAsync("/tasks/resume/", new { TASK_ID = id });
        await Http.WaitUntilDoneAsync(id);
        await LookAsync();
        Assert.That((await Http.StatusAsync(id)).Text("stat"), Is.EqualTo("SUCCESS"));
    }

    [Test]
    public async Task Days_are_1_to_36500_and_not_for_runs_of_a_schedule()
    {
        string[] range = ["body.KEEP_DAYS value_error.number.range"];
        Assert.That((await Http.PostAnswerAsync("/tasks/", Body(0, 0))).Mistakes, Is.EqualTo(range));
        Assert.That((await Http.PostAnswerAsync("/tasks/", Body(36_501, 0))).Mistakes, Is.EqualTo(range));
        var schedule = await Http.PostAnswerAsync(
            "/schedules/",
            new
            {
                NAME = "n",
                SINCE = "2020-01-01",
                TASK = new { KEEP_DAYS = 3, PATTERN = new { female = new[] { "a" } } },
            }
        );
        Assert.That(schedule.Mistakes, Is.EqualTo(new[] { "body.TASK.KEEP_DAYS value_error.run" }));
    }

    private Task<string> CreateAsync(int? days, int countdown = 0) => Http.CreateTaskAsync(Body(days, countdown));

    private static Dictionary<string, object?> Body(int? days, int countdown) =>
        SharedApi.Body(("COUNTDOWN", countdown), ("END_TIME", "2021-01-01"), ("KEEP_DAYS", days));

    // The API answers with what was true a moment ago.
    private Task WaitUntilGoneAsync(string id) =>
        Eventually.GetAsync(() => Http.ReadAsync($"/tasks/{id}"), answer => answer.Text("error_code") == "404", TimeSpan.FromMinutes(1));

    private Task LookAsync() => _system.Get<TaskRetention>().LookAsync(default);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }
}
