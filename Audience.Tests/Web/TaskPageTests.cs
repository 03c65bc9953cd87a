using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>A task's page: what its rules did, its rows by filters, its file.</summary>
[Category("pages")]
internal sealed class TaskPageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Rules_are_judged_and_rows_are_filtered(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + id, scripts: scripts);
        await Assertions.Expect(page.Locator("#rules").GetByText("dead: matches no post")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#labels .matrix")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#sample mark").First).ToBeVisibleAsync();

        await page.Locator("#label").SelectOptionAsync("chen");
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#sample tbody tr td:first-child").GetByText("female")).ToHaveCountAsync(0);
        Assert.That(await page.Locator("#sample mark").AllTextContentsAsync(), Is.All.EqualTo("陳"));
        Assert.That(page.Url, Does.Contain("label=chen"));

        await page.GotoAsync("/console/tasks/" + id);
        await page.GetByRole(AriaRole.Link, new() { Name = "Posts female 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rule")).ToHaveValueAsync("1");
        Assert.That(await page.Locator("#sample mark").AllTextContentsAsync(), Is.All.EqualTo("小姐"));
    }

    [Test]
    public async Task Its_rows_are_downloaded()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        var page = await Browser.OpenAsync(system, "/console/tasks/" + id);
        await page.GetByLabel("Rows").SelectOptionAsync("panels");
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync()
        );
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(download.SuggestedFilename, Does.EndWith(".csv"));
        Assert.That(lines, Has.Length.GreaterThan(10).And.Some.Contains("female"));
    }

    [Test]
    public async Task A_filter_that_means_nothing_is_said()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string id = await TaskAsync(system);
        var page = await Browser.OpenAsync(system, $"/console/tasks/{id}?label=nobody&rule=x&sort=y&offset=-1");
        await Assertions.Expect(page.Locator("#sample [role=alert]")).ToContainTextAsync("label 'nobody' is none of this task");
    }

    private static async Task<string> TaskAsync(TestSystem system)
    {
        string id = await system.Http.CreateTaskAsync(Body(("PATTERN", Overlapping)));
        await system.Http.WaitUntilDoneAsync(id);
        return id;
    }
}
