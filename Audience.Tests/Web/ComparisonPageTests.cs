using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>A task is compared with another in the browser.</summary>
[Category("pages")]
internal sealed class ComparisonPageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Two_tasks_are_compared_and_what_differs_is_seen(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var (before, after) = await TasksAsync(system);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + after, scripts: scripts);
        await Assertions.Expect(page.Locator($"#others option[value='{before}']")).ToHaveCountAsync(1);
        await page.GetByLabel("The task before").FillAsync(before);
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/compare/[0-9a-f]{32}$"));
        if (!scripts)
        {
            await DoneAsync(system, page.Url[^32..]);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator("#panels svg.bars")).ToHaveAttributeAsync("aria-label", new Regex("chen \\+0 −\\d+"));
        await Assertions.Expect(page.Locator("#panels tbody tr", new() { HasText = "chen" })).ToContainTextAsync("−");
        await Assertions.Expect(page.Locator("#differences tbody tr", new() { HasText = "王" }).First).ToContainTextAsync("–");
        await Assertions.Expect(page.Locator("#comparison mark").First).ToBeVisibleAsync();
        Assert.That(await page.Locator("main img, main script").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task What_cannot_be_compared_is_said()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var (_, after) = await TasksAsync(system);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + after);
        await page.GetByLabel("The task before").FillAsync(after);
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("does not differ from itself")).ToBeVisibleAsync();
        await page.GotoAsync("/console/compare/" + new string('0', 32));
        await Assertions.Expect(page.GetByText("there is no comparison")).ToBeVisibleAsync();
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var (before, after) = await TasksAsync(system);
        var asked = await system.Http.PostAsync("/tasks/compare/", new { BEFORE = before, AFTER = after });
        string id = asked.GetProperty("error_message").Text("compare_id")!;
        await DoneAsync(system, id);
        var page = await Browser.OpenAsync(system, "/console/compare/" + id, locale);
        await page.ShouldBeAccessibleAsync($"compare-{locale}");
    }

    private static async Task<(string Before, string After)> TasksAsync(TestSystem system)
    {
        string before = await system.Http.CreateTaskAsync(Body(("PATTERN", Overlapping)));
        string after = await system.Http.CreateTaskAsync(
            Body(("PATTERN", new Dictionary<string, object> { ["female"] = new[] { "小姐" }, ["wang"] = new[] { "王1" } }))
        );
        await system.Http.WaitUntilDoneAsync(before);
        await system.Http.WaitUntilDoneAsync(after);
        return (before, after);
    }

    private static Task DoneAsync(TestSystem system, string id) =>
        Eventually.GetAsync(
            async () => (await system.Http.ReadAsync($"/tasks/compare/{id}/")).GetProperty("error_message").Text("status"),
            status => status == "finished",
            TimeSpan.FromMinutes(1)
        );
}
