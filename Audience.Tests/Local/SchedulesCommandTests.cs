using Audience.Tests.Api;

namespace Audience.Tests.Local;

/// <summary>Schedules on the command line, against a running API.</summary>
[Category("database")]
internal sealed class SchedulesCommandTests
{
    [Test]
    public async Task Schedules_are_made_shown_run_backfilled_paused_resumed_and_deleted()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString();
        var created = await RunAsync(
            "create",
            """{"NAME": "every night", "SINCE": "2020-01-01", "CRON": "0 0 1 1 *", "TASK": {"COUNTDOWN": 0, "PATTERN": {"a": ["b"]}}}"""
        );
        string id = created.Text.Trim();
        Assert.That((created.Code, id.Length), Is.EqualTo((0, 32)), created.Text);
        string some = id[..8];
        Assert.That((await RunAsync("run", some)).Text, Does.Contain("runs now"));
        await system.Http.WaitForRunsAsync(id, 1);
        var listed = await RunAsync("list");
        var backfill = await RunAsync("backfill", some, "2020-01-01", "2020-01-02");
        await system.Http.WaitForRunsAsync(id, 2);
        var shown = await RunAsync("show", some);
        var json = await RunAsync("show", some, "--json");
        var paused = await RunAsync("pause", some);
        bool enabled = (await system.Http.ScheduleAsync(id)).Schedule.GetProperty("enabled").GetBoolean();
        var resumed = await RunAsync("resume", some);
        var misspelt = await RunAsync("create", """{"NAME": "n", "EVERY": "day"}""");
        var unknown = await RunAsync("show", "zz");
        var deleted = await RunAsync("delete", some, "--tasks");
        Assert.Multiple(() =>
        {
            Assert.That(listed.Text, Does.Contain("every night").And.Contain(id[..12]));
            Assert.That(backfill.Text, Does.Contain("as run 2"));
            Assert.That(shown.Text, Does.Match("late_posts +│ 0").And.Match("│ late +│"));
            Assert.That(shown.Text, Does.Contain("backfill").And.Contain("2020-01-02 00:00"));
            string tables = listed.Text + "\n" + shown.Text;
            Assert.That(tables.Split('\n').Select(line => line.TrimEnd().Length), Is.All.LessThanOrEqualTo(80), tables);
            Assert.That(json.Text, Does.Contain("\"kind\":\"asked\""));
            Assert.That(enabled, Is.False);
            Assert.That(paused.Text, Does.Contain("is paused"));
            Assert.That(resumed.Text, Does.Contain("runs next at"));
            Assert.That(misspelt.Code, Is.EqualTo(1));
            Assert.That(misspelt.Text, Does.Contain("EVERY"));
            Assert.That((unknown.Code, unknown.Text.Trim()), Is.EqualTo((1, "none of the schedules has an id that begins with 'zz'")));
            Assert.That(deleted.Text, Does.Contain("successfully deleted"));
        });

        async Task<(int Code, string Text)> RunAsync(params string[] arguments)
        {
            await using var process = LocalProcess.Start(["schedules", .. arguments, "--url", url]);
            int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
            return (code, process.Tail(400));
        }
    }
}
