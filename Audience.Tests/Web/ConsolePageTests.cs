using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>The console in a real browser, from an empty system to a labelled one.</summary>
[Category("pages")]
internal sealed class ConsolePageTests : PageTest
{
    private static readonly string[] s_pages = ["/console/tasks", "/console/new", "/console/models", "/console/workers"];

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_analyst_starts_a_task_and_sees_its_labels(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/", scripts: scripts);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "New task" }).ClickAsync();
        await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
        await page.GetByLabel("To (exclusive)").FillAsync("2020-01-02");
        await page.GetByLabel("Countdown in seconds").FillAsync("0");
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("female\t小姐\tend\nmale,先生");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        // Live where there are scripts; where there are none, by looking again.
        if (!scripts)
        {
            await system.Http.WaitUntilDoneAsync(page.Url[^32..]);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator(".badge.good")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#task svg.bars")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("female").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tasks", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Texts_of_posts_are_text()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await system.Http.CreateTaskAsync(Body(("PATTERN", new Dictionary<string, object> { ["<b>\"'&"] = new[] { "小姐" } })));
        await system.Http.WaitUntilDoneAsync(id);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + id);
        await Assertions.Expect(page.GetByText("<script>document.title").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("<b>\"'&").First).ToBeVisibleAsync();
        Assert.That(await page.TitleAsync(), Does.StartWith("Task " + id[..8]));
        Assert.That(await page.Locator("main img, main script").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Every_mistake_is_beside_its_field_and_nothing_is_lost()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        var page = await Browser.OpenAsync(system, "/console/new");
        await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("no rule here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await Assertions.Expect(page.Locator("#END_TIME-mistake")).ToHaveTextAsync("A date is needed.");
        await Assertions.Expect(page.Locator("#PATTERN-mistake")).ToContainTextAsync("Line 1");
        Assert.That(await page.GetByLabel("Rules", new() { Exact = true }).InputValueAsync(), Is.EqualTo("no rule here"));
        Assert.That(await page.GetByLabel("From (inclusive)").InputValueAsync(), Is.EqualTo("2020-01-01"));

        await page.GetByLabel("To (exclusive)").FillAsync("2020-01-02");
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("a,b");
        await page.GetByLabel("Queue").FillAsync("nobody");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("nobody");
    }

    [Test]
    public async Task A_key_is_asked_for_once_and_one_that_may_only_read_is_offered_no_change()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:{Hash("reader")},operate:{Hash("operator")}" }
        );
        var page = await Browser.OpenAsync(system, "/console/new");
        await page.GetByLabel("API key").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This key is not valid")).ToBeVisibleAsync();
        await page.GetByLabel("API key").FillAsync("reader");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/console/tasks");
        await page.GotoAsync("/console/new");
        await Assertions.Expect(page.GetByText("may only read starts no task")).ToBeVisibleAsync();
        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "audience_key");
        Assert.That((cookie.HttpOnly, cookie.SameSite), Is.EqualTo((true, SameSiteAttribute.Strict)));
        Assert.That(cookie.Value + await page.ContentAsync(), Does.Not.Contain("reader\""));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/console/sign-in");
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await system.Http.CreateTaskAsync(Body(("PATTERN", Overlapping)));
        await system.Http.WaitUntilDoneAsync(id);
        var page = await Browser.OpenAsync(system, "/console/tasks", locale);
        foreach (string path in (string[])[.. s_pages, "/console/tasks/" + id, "/console/new?task=" + id, "/console/sign-in"])
        {
            await page.GotoAsync(path);
            Assert.That(await page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo(locale == "en" ? "en" : "zh-Hant"));
            await page.ShouldBeAccessibleAsync(
                $"{path.Split('/', '?')[2]}{(path.EndsWith(id, StringComparison.Ordinal) ? "-one" : "")}-{locale}"
            );
        }
    }

    [Test]
    public async Task Language_and_appearance_are_chosen_and_kept()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        var page = await Browser.OpenAsync(system, "/console/workers");
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "運作狀態" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "切換明暗" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GotoAsync("/console/tasks");
        await Assertions.Expect(page.Locator("html[lang=zh-Hant][data-theme=dark]")).ToHaveCountAsync(1);
    }
}
