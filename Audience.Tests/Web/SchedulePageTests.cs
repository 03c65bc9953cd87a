using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>Schedules are made of tasks, run, changed and deleted in the browser.</summary>
[Category("pages")]
internal sealed class SchedulePageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task One_is_made_of_a_task_run_and_labels_a_range_again(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string task = await system.Http.CreateTaskAsync(Body(("PATTERN", Overlapping)));
        await system.Http.WaitUntilDoneAsync(task);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + task, scripts: scripts);
        await page.GetByRole(AriaRole.Link, new() { Name = "Repeat as a schedule" }).ClickAsync();
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Does.Contain("female\t小姐"));
        Assert.That(await page.Locator("#SINCE").InputValueAsync(), Is.EqualTo("2020-01-01"));
        await page.Locator("#NAME").FillAsync("<b>\u202enight\u200b</b>");
        await page.GetByLabel("Days kept").FillAsync("9000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/schedules/[0-9a-f]{32}$"));
        string id = page.Url[^32..];
        await Assertions.Expect(page.Locator("dt", new() { HasText = "Days kept" }).Locator("+ dd")).ToHaveTextAsync("9000");
        await Assertions.Expect(page.GetByText("It has not run yet")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await DoneAsync(page, system, id, 1, scripts);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("240");
        Assert.That(await page.Locator("main b").CountAsync(), Is.Zero);

        if (scripts)
            await page.ReloadAsync();
        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2099-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Label again" }).ClickAsync();
        await Assertions.Expect(page.Locator("#END_TIME-mistake")).ToContainTextAsync("later than what schedule");
        Assert.That(await page.Locator("#START_TIME").InputValueAsync(), Is.EqualTo("2020-01-01"));
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Label again" }).ClickAsync();
        await page.WaitForURLAsync("**/console/schedules/" + id);
        await DoneAsync(page, system, id, 2, scripts);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("backfill");

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download its panels" }).ClickAsync()
        );
        Assert.That(await File.ReadAllLinesAsync(await download.PathAsync()), Has.Length.GreaterThan(10).And.Some.Contains("female"));
    }

    [Test]
    public async Task One_is_made_of_what_stands_in_the_form_for_a_new_task()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/new");
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("female\t小姐");
        await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
        await page.Locator("#PRIORITY").SelectOptionAsync("high");
        await page.Locator("#KEEP_DAYS").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Repeat as a schedule" }).ClickAsync();
        Assert.That(await page.Locator("#SINCE").InputValueAsync(), Is.EqualTo("2020-01-01"));
        Assert.That(await page.Locator("#KEEP_DAYS").InputValueAsync(), Is.Empty);
        await page.Locator("#NAME").FillAsync("of a form");
        await page.Locator("#CALLBACK_URL").FillAsync("https://nobody.example/told");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#CALLBACK_URL-mistake")).ToContainTextAsync("nobody.example");
        await page.Locator("#CALLBACK_URL").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/schedules/[0-9a-f]{32}$"));
        string id = page.Url[^32..];
        await system.Http.PostAsync($"/schedules/{id}/run/", new { });
        await system.Http.WaitForRunsAsync(id, 1);
        string run = (await system.Http.ScheduleAsync(id)).Runs[0].Text("task_id")!;
        var task = await system.Http.WaitUntilDoneAsync(run);
        Assert.That((task.Text("priority"), task.GetProperty("length_receive_table").GetInt64()), Is.EqualTo(("high", 240)));
    }

    [Test]
    public async Task One_is_paused_changed_and_deleted()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await AddAsync(system, "nightly");
        var page = await Browser.OpenAsync(system, "/console/schedules");
        await page.Locator("tbody a").ClickAsync();
        await Assertions.Expect(page.Locator("dd", new() { HasText = "Asia/Taipei" })).ToContainTextAsync(new Regex("02:30 Asia/Taipei"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.Locator(".badge.still")).ToHaveTextAsync(new Regex("paused"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(page.Locator(".badge.good")).ToHaveTextAsync(new Regex("waits for its time"));

        // When it runs, without a version; a field that is not shown stays as it is.
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.Locator("#CRON").FillAsync("not a cron");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#CRON-mistake")).ToContainTextAsync("cannot be read");
        await page.Locator("#CRON").FillAsync("0 4 * * *");
        await page.Locator("#KEEP_DAYS").FillAsync("50000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#KEEP_DAYS-mistake")).ToContainTextAsync("36500");
        await page.Locator("#KEEP_DAYS").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("0 4 * * *")).ToBeVisibleAsync();
        Assert.That((await system.Http.ScheduleAsync(id)).Schedule.GetProperty("version").GetInt32(), Is.EqualTo(1));

        await system.Http.PostAsync($"/schedules/{id}/run/", new { });
        await system.Http.WaitForRunsAsync(id, 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Replace what it labels: version 2").CheckAsync();
        await page.Locator("summary", new() { HasText = "What it labels" }).ClickAsync();
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Is.EqualTo("female\t小姐"));
        await page.Locator("#PATTERN").FillAsync("female\t小姐\tnowhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#PATTERN-mistake")).ToContainTextAsync("nowhere");
        await page.Locator("#PATTERN").FillAsync("chen\t陳");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/console/schedules/" + id);
        Assert.That((await system.Http.ScheduleAsync(id)).Schedule.GetProperty("version").GetInt32(), Is.EqualTo(2));

        await page.Locator("summary").ClickAsync();
        await page.GetByLabel("the tasks of its runs, too").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the schedule" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No labelling is repeated yet")).ToBeVisibleAsync();
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Every_mistake_is_beside_its_field_and_nothing_is_lost()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/schedules/new");
        await page.Locator("#PATTERN").FillAsync("no rule here");
        await page.Locator("#LAG_MINUTES").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#SINCE-mistake")).ToHaveTextAsync("A date is needed.");
        await Assertions.Expect(page.Locator("#LAG_MINUTES-mistake")).ToHaveTextAsync("A whole number is needed.");
        await Assertions.Expect(page.Locator("#PATTERN-mistake")).ToContainTextAsync("Line 1");
        await page.Locator("#PATTERN").FillAsync("a,b");
        await page.Locator("#LAG_MINUTES").FillAsync("");
        await page.Locator("#SINCE").FillAsync("2020-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#NAME-mistake")).ToContainTextAsync("1 to 190 characters");
        await page.Locator("#NAME").FillAsync("x");
        await page.Locator("#TIME_ZONE").FillAsync("Mars/Olympus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#TIME_ZONE-mistake")).ToContainTextAsync("Mars/Olympus");
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Is.EqualTo("a,b"));
    }

    [Test]
    public async Task Who_may_only_read_is_offered_no_change()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            Posts(),
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:{Hash("reader")},operate:{Hash("operator")}" }
        );
        system.Http.DefaultRequestHeaders.Add("X-API-Key", "operator");
        string id = await AddAsync(system, "nightly");
        var page = await Browser.OpenAsync(system, "/console/sign-in");
        await page.Locator("#key").FillAsync("reader");
        await page.Locator("#key").PressAsync("Enter");
        await page.WaitForURLAsync("**/console/tasks");
        foreach (string path in (string[])["", "/" + id, "/new", $"/{id}/edit"])
        {
            await page.GotoAsync("/console/schedules" + path);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("main form, main a.button")).ToHaveCountAsync(0);
        }
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await AddAsync(system, "<b>每晚</b>");
        await system.Http.PostAsync($"/schedules/{id}/run/", new { });
        await system.Http.WaitForRunsAsync(id, 1);
        (string Name, string Path)[] pages =
        [
            ("schedules", "/console/schedules"),
            ("schedules-new", "/console/schedules/new"),
            ("schedules-one", "/console/schedules/" + id),
            ("schedules-edit", $"/console/schedules/{id}/edit"),
        ];
        var page = await Browser.OpenAsync(system, pages[0].Path, locale);
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            await page.ShouldBeAccessibleAsync($"{name}-{locale}");
        }
    }

    // Live where there are scripts; where there are none, by looking again.
    private static async Task DoneAsync(IPage page, TestSystem system, string id, int runs, bool scripts)
    {
        if (!scripts)
        {
            await system.Http.WaitForRunsAsync(id, runs);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator("tbody .badge.good")).ToHaveCountAsync(runs);
        // Its task is done a moment before the run is, whose end makes a backfill possible.
        if (scripts)
            await system.Http.WaitForRunsAsync(id, runs);
    }

    private static Task<string> AddAsync(TestSystem system, string name) =>
        system.Http.AddScheduleAsync(
            new
            {
                NAME = name,
                SINCE = "2020-01-01",
                CRON = "30 2 * * *",
                TIME_ZONE = "Asia/Taipei",
                TASK = new { PATTERN = new { female = new[] { "小姐" } }, COUNTDOWN = 0 },
            }
        );
}
