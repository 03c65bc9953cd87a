using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>The audit log in the browser.</summary>
[Category("pages")]
internal sealed class AuditPageTests : PageTest
{
    [Test]
    public async Task Who_changed_what_is_shown_to_whoever_may_operate()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            Posts(),
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:bob:{Hash("reader")},operate:ann:{Hash("operator")}" }
        );
        system.Http.DefaultRequestHeaders.Add("X-API-Key", "operator");
        string id = await system.Http.CreateTaskAsync(Body());
        await system.Http.PostAsync("/tasks/abort/", new { TASK_ID = "<b>" });
        foreach (string locale in (string[])["en", "zh-TW"])
        {
            var page = await SignInAsync(system, "operator", locale);
            await page.GotoAsync("/console/audit");
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
            await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("<b>");
            await page.ShouldBeAccessibleAsync("audit-" + locale);
            await page.Locator("#target").FillAsync(id);
            await page.Locator("#target").PressAsync("Enter");
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("ann");
        }
        var reader = await SignInAsync(system, "reader", "en");
        await Assertions.Expect(reader.GetByRole(AriaRole.Link, new() { Name = "Audit log" })).ToHaveCountAsync(0);
        await reader.GotoAsync("/console/audit");
        await Assertions.Expect(reader.GetByText("This key may only read")).ToBeVisibleAsync();
    }

    private async Task<IPage> SignInAsync(TestSystem system, string key, string locale)
    {
        var page = await Browser.OpenAsync(system, "/console/sign-in", locale);
        await page.Locator("#key").FillAsync(key);
        await page.Locator("#key").PressAsync("Enter");
        await page.WaitForURLAsync("**/console/tasks");
        return page;
    }
}
