using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>Audiences are built by clicking, saved, looked at again and downloaded.</summary>
[Category("pages")]
internal sealed class AudiencePageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task One_is_built_saved_and_downloaded(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        var page = await Browser.OpenAsync(system, "/console/audiences", scripts: scripts);
        await page.GetByRole(AriaRole.Link, new() { Name = "Build an audience" }).ClickAsync();
        await page.GetByLabel(id[..8]).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the panels" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Labels of condition 1" }).GetByLabel("female").CheckAsync();
        await page.Locator("summary", new() { HasText = "Condition 2" }).ClickAsync();
        await page.Locator("#kind1").SelectOptionAsync("none");
        await page.GetByRole(AriaRole.Group, new() { Name = "Labels of condition 2" }).GetByLabel("wang").CheckAsync();
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Count", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#audience").GetByText("female and not wang")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#audience h2").First).ToHaveTextAsync("2 authors");
        await Assertions.Expect(page.Locator("#overlap .upset")).ToHaveAttributeAsync("aria-label", new Regex("female \\+ wang 40"));
        Assert.That(page.Url, Does.Contain("kind1=none"));

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("<b>\u202enever\u200b</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the audience" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/audiences/[0-9a-f]{32}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("<b>");
        await Assertions.Expect(page.Locator("svg.days")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync()
        );
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(download.SuggestedFilename, Does.EndWith(".csv"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Change it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("female and not wang").First).ToBeVisibleAsync();
        Assert.That(await page.Locator("#kind1").InputValueAsync(), Is.EqualTo("none"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Audiences", Exact = true }).ClickAsync();
        await page.Locator("tbody a").ClickAsync();
        await page.Locator("summary", new() { HasText = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the audience" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No audience is saved yet")).ToBeVisibleAsync();
    }

    [Test]
    public async Task One_is_built_of_all_runs_of_a_schedule()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await system.Http.AddScheduleAsync(
            new
            {
                NAME = "<b>nightly</b>",
                SINCE = "2020-01-01",
                TASK = new { PATTERN = Overlapping, COUNTDOWN = 0 },
            }
        );
        var page = await Browser.OpenAsync(system, "/console/audiences/new");
        // One that never ran has no panels.
        await Assertions.Expect(page.GetByText("there is none yet")).ToBeVisibleAsync();
        await system.Http.PostAsync($"/schedules/{id}/run/", new { });
        await system.Http.WaitForRunsAsync(id, 1);
        await page.GotoAsync("/console/schedules/" + id);
        await page.GetByRole(AriaRole.Link, new() { Name = "Build an audience" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("<b>nightly</b>")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Labels of condition 1" }).GetByLabel("female").CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "42 authors" })).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("women");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the audience" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/audiences/[0-9a-f]{32}$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "42 authors" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "<b>nightly</b>" }).ClickAsync();
        await page.WaitForURLAsync("**/console/schedules/" + id);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_mistake_is_beside_its_field_and_nothing_is_lost(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        var page = await Browser.OpenAsync(system, $"/console/audiences/new?OF={id}&WHERE=%22/nobody%22", scripts: scripts);
        await Assertions.Expect(page.Locator("#WHERE-mistake")).ToContainTextAsync("unknown panel '/nobody'");
        await page.Locator("#WHERE").FillAsync("{");
        await page.GetByRole(AriaRole.Button, new() { Name = "Count", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#WHERE-mistake")).ToContainTextAsync("JSON");
        await page.Locator("#WHERE").FillAsync("{\"or\": [\"/chen\", {\"not\": {\"and\": [\"/wang\", \"/female\"]}}]}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Count", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("chen or not (wang and female)")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#WHERE-mistake")).ToHaveCountAsync(0);
        foreach (string expected in (string[])["/console/audiences/[0-9a-f]{32}$", "/console/audiences$"])
        {
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync("twice");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the audience" }).ClickAsync();
            await page.WaitForURLAsync(new Regex(expected));
            if (expected.EndsWith("}$", StringComparison.Ordinal))
                await page.GetByRole(AriaRole.Link, new() { Name = "Change it" }).ClickAsync();
        }
        await Assertions.Expect(page.Locator("#NAME-mistake")).ToContainTextAsync("'twice' is in use");
        Assert.That(await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync(), Is.EqualTo("twice"));
    }

    [Test]
    public async Task Who_may_only_read_sees_what_is_saved_and_is_offered_no_change()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            Posts(),
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:{Hash("reader")},operate:{Hash("operator")}" }
        );
        system.Http.DefaultRequestHeaders.Add("X-API-Key", "operator");
        string id = await TaskAsync(system);
        await system.Http.PostAsync("/audiences/", new { NAME = "all", OF = new[] { id } });
        var page = await Browser.OpenAsync(system, "/console/sign-in");
        await page.Locator("#key").FillAsync("reader");
        await page.Locator("#key").PressAsync("Enter");
        await page.WaitForURLAsync("**/console/tasks");
        await page.GetByRole(AriaRole.Link, new() { Name = "Audiences" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Build an audience")).ToHaveCountAsync(0);
        await page.Locator("tbody a").ClickAsync();
        await Assertions.Expect(page.Locator("h2", new() { HasText = "authors" }).Nth(1)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main form[method=post], main summary")).ToHaveCountAsync(0);
        await page.GotoAsync("/console/audiences/new");
        await Assertions.Expect(page.GetByText("This key may only read")).ToBeVisibleAsync();
    }

    [Test]
    public async Task One_whose_task_is_gone_says_so()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        await system.Http.PostAsync("/audiences/", new { NAME = "all", OF = new[] { id } });
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        var page = await Browser.OpenAsync(system, "/console/audiences");
        await page.Locator("tbody a").ClickAsync();
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync(id);
        await Assertions.Expect(page.Locator("svg.days")).ToBeVisibleAsync();
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        object where = new { and = new object[] { new { or = new[] { "/female", "/chen" } }, new { not = "/wang" } } };
        var saved = await system.Http.PostAsync(
            "/audiences/",
            new
            {
                NAME = "<b>不含王</b>",
                OF = new[] { id },
                WHERE = where,
            }
        );
        string one = saved.GetProperty("error_message").GetProperty("audience").GetProperty("audience_id").GetString()!;
        (string Name, string Path)[] pages =
        [
            ("audiences", "/console/audiences"),
            ("audiences-new", $"/console/audiences/new?OF={id}&panel0=/female&panel0=/chen&kind1=none&panel1=/wang"),
            ("audiences-one", "/console/audiences/" + one),
        ];
        var page = await Browser.OpenAsync(system, pages[0].Path, locale);
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            await page.ShouldBeAccessibleAsync($"{name}-{locale}");
        }
    }

    private static async Task<string> TaskAsync(TestSystem system)
    {
        string id = await system.Http.CreateTaskAsync(Body(("PATTERN", Overlapping)));
        await system.Http.WaitUntilDoneAsync(id);
        return id;
    }
}
