using Audience.Jobs.Tasks;
using Audience.Samples;
using Audience.Tests.Api;
using Dapper;

namespace Audience.Tests.LabelWorker.Series;

/// <summary>KEEP_DAYS of a schedule: what is older leaves the panels, and the tasks of old runs are deleted.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class SeriesRetentionTests(Backend backend)
{
    private readonly SetClock _clock = new(new DateTime(2024, 1, 3));
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            backend,
            [Post("old", "a", 1), Post("both", "b", 1), Post("new", "b", 10), Post("edge", "c", 6)],
            new Dictionary<string, string?> { ["TIME_ZONE"] = "UTC" },
            _clock
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task What_is_older_leaves_the_panels_with_the_tasks_of_its_runs()
    {
        string kept = await AddAsync(null),
            rolling = await AddAsync(5);
        foreach (int day in (int[])[3, 11])
        {
            _clock.Set(new DateTime(2024, 1, day));
            foreach (string id in (string[])[kept, rolling])
            {
                await Http.PostAsync($"/schedules/{id}/run/", "{}");
                await Http.WaitForRunsAsync(id, day == 3 ? 1 : 2);
            }
            Assert.That(await PanelsAsync(rolling), Is.EqualTo(day == 3 ? ["both", "old"] : (string[])["edge", "new"]));
        }
        Assert.That(await PanelsAsync(kept), Is.EqualTo(new[] { "edge", "new", "old" }));
        Assert.That((await Http.ScheduleAsync(rolling)).Schedule.Text("keep_days"), Is.EqualTo("5"));

        await _system.Get<TaskRetention>().LookAsync(default);
        var (_, runs) = await Http.ScheduleAsync(rolling);
        string first = runs[0].Text("task_id")!;
        await Eventually.GetAsync(
            () => Http.ReadAsync($"/tasks/{first}"),
            answer => answer.Text("error_code") == "404",
            TimeSpan.FromMinutes(1)
        );
        foreach (string task in ((await Http.ScheduleAsync(kept)).Runs.Append(runs[1])).Select(r => r.Text("task_id")!))
            Assert.That((await Http.StatusAsync(task)).Text("stat"), Is.EqualTo("SUCCESS"));
        // Panels are made of what is left.
        await Http.PostAsync($"/schedules/{rolling}/backfill/", new { START_TIME = "2024-01-01", END_TIME = "2024-01-10" });
        await Http.WaitForRunsAsync(rolling, 3);
        Assert.That(await PanelsAsync(rolling), Is.EqualTo(new[] { "edge", "new" }));
    }

    [TestCase(-1)]
    [TestCase(36_501)]
    public async Task Days_are_0_to_36500(int days) =>
        Assert.That(
            (await Http.PostAnswerAsync("/schedules/", Body(days))).Mistakes,
            Is.EqualTo(new[] { "body.KEEP_DAYS value_error.number.range" })
        );

    private Task<string> AddAsync(int? days) => Http.AddScheduleAsync(Body(days));

    private static object Body(int? days) =>
        new
        {
            NAME = "n",
            SINCE = "2024-01-01",
            KEEP_DAYS = days,
            TASK = new
            {
                PREDICT_TYPE = "content",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            },
        };

    private async Task<IEnumerable<string>> PanelsAsync(string id)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        return await connection.QueryAsync<string>("SELECT id FROM wh_panel_mapping_fbfans WHERE task_id = @id ORDER BY id", new { id });
    }

    private static MadePost Post(string id, string author, int day) =>
        new(id, "WH_F0045", "a", author, "t", "小姐", new DateTime(2024, 1, day, 12, 0, 0));
}
