using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>The form for a new task: its source is picked, its range seen, and other tasks are run again with changes.</summary>
[Category("pages")]
internal sealed class NewTaskPageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_source_is_picked_and_its_days_are_seen(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/new", scripts: scripts);
        await page.GetByLabel("Rules", new() { Exact = true }).FillAsync("female\t小姐");
        var source = page.GetByLabel("Source", new() { Exact = true });
        Assert.That(await source.TextContentAsync(), Does.Contain("about 240 rows · 2020-01-01 – 2020-01-01"));
        await source.SelectOptionAsync("wh_tiktok/ts_page_content");
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Show posts per day" }).ClickAsync();
        await Assertions.Expect(page.Locator("#timeline svg.days")).ToHaveAttributeAsync("aria-label", new Regex("most: 240"));
        Assert.That(await page.GetByLabel("Rules", new() { Exact = true }).InputValueAsync(), Is.EqualTo("female\t小姐"));
        if (scripts)
        {
            await page.Locator("#timeline .day").ClickAsync();
            await page.Locator("#timeline .day").ClickAsync();
        }
        else
        {
            await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
            await page.GetByLabel("To (exclusive)").FillAsync("2020-01-02");
        }
        Assert.That(await page.GetByLabel("To (exclusive)").InputValueAsync(), Is.EqualTo("2020-01-02"));
        await page.Locator("#KEEP_DAYS").FillAsync("30");
        await page.Locator("#PRIORITY").SelectOptionAsync("high");
        await page.Locator("#CALLBACK_URL").FillAsync("https://nobody.example/told");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await Assertions.Expect(page.Locator("#CALLBACK_URL-mistake")).ToContainTextAsync("nobody.example");
        await page.Locator("#CALLBACK_URL").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        var task = await system.Http.WaitUntilDoneAsync(page.Url[^32..]);
        Assert.That(task.GetProperty("length_receive_table").GetInt64(), Is.EqualTo(240));
        Assert.That((task.Text("keep_days"), task.Text("priority")), Is.EqualTo(("30", "high")));
    }

    [Test]
    public async Task A_task_is_run_again_with_changes()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var pattern = new Dictionary<string, object>
        {
            ["女, 性"] = new object[] { "小姐", new[] { "娘", "end" }, new { keyword = "姐", unless = new[] { "空姐" } } },
        };
        string id = await system.Http.CreateTaskAsync(Body(("PATTERN", pattern), ("FOLD", new[] { "width", "chinese" })));
        var page = await Browser.OpenAsync(system, "/console/new?task=" + id);
        Assert.That(
            await page.GetByLabel("Rules", new() { Exact = true }).InputValueAsync(),
            Is.EqualTo("女, 性\t小姐\n女, 性\t娘\tend\n女, 性\t{\"keyword\":\"姐\",\"match\":\"partially\",\"unless\":[\"空姐\"]}")
        );
        Assert.That(await page.GetByLabel("full and half width").IsCheckedAsync(), Is.True);
        Assert.That(await page.GetByLabel("look-alike letters").IsCheckedAsync(), Is.False);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        string again = page.Url[^32..];
        Assert.That(again, Is.Not.EqualTo(id));
        var (before, after) = (await DefinitionAsync(system, id), await DefinitionAsync(system, again));
        Assert.That(after.Replace(again, id, StringComparison.Ordinal), Is.EqualTo(before));
    }

    [Test]
    public async Task Where_the_source_is_away_it_can_still_be_typed()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["INPUT_HOST"] = "127.0.0.1", ["INPUT_PORT"] = $"{Audience.Testing.FreePort.Take()}" }
        );
        var page = await Browser.OpenAsync(system, "/console/new");
        await Assertions.Expect(page.GetByText("The source cannot be looked into now")).ToBeVisibleAsync();
        await page.GetByLabel("Source (schema/table)").FillAsync("only_schema");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await Assertions.Expect(page.Locator("#SOURCE-mistake")).ToHaveTextAsync("Name a source as schema/table.");
    }

    private static async Task<string> DefinitionAsync(TestSystem system, string id) =>
        (await system.Http.ReadAsync($"/tasks/{id}/definition/")).ToString();
}
