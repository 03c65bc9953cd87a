using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>The whole way, from a system without any task to a downloaded audience: by mouse, and by keyboard alone.</summary>
[Category("pages")]
internal sealed class WholeWayTests : PageTest
{
    private const string Rules = "female,小姐\nwang,王";

    [TestCase(false)]
    [TestCase(true)]
    public async Task From_an_empty_system_to_a_downloaded_audience(bool byKeyboard)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/");
        IHand hand = byKeyboard ? new Keyboard(page) : new Mouse(page);

        await hand.PressAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "New task" }));
        await hand.DayAsync(page.Locator("#START_TIME"), "2020-01-01");
        await hand.DayAsync(page.Locator("#END_TIME"), "2020-01-02");
        await hand.WriteAsync(page.Locator("#PATTERN"), Rules);
        await hand.WriteAsync(page.Locator("#COUNTDOWN"), "0");
        await hand.PressAsync(Button(page, "Preview"));
        await Assertions.Expect(page.Locator("#preview tbody th").First).ToHaveTextAsync("female");
        await hand.PressAsync(Button(page, "Run this as a task"));
        await hand.PressAsync(Button(page, "Start labelling"));
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
        string id = page.Url[^32..];
        await Assertions.Expect(page.Locator("#task .badge.good")).ToBeVisibleAsync();

        await hand.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Audiences", Exact = true }));
        await hand.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Build an audience" }));
        await hand.TickAsync(page.GetByLabel(id[..8]));
        await hand.PressAsync(Button(page, "Show the panels of what is chosen"));
        await hand.TickAsync(Panels(page, 1).GetByLabel("female"));
        await hand.PressAsync(page.Locator("summary", new() { HasText = "Condition 2" }));
        await hand.TickAsync(Panels(page, 2).GetByLabel("wang"));
        await Assertions.Expect(page.Locator("#audience").GetByText("female and wang")).ToBeVisibleAsync();
        await hand.WriteAsync(page.Locator("#NAME"), "both");
        await hand.PressAsync(Button(page, "Save the audience"));
        await page.WaitForURLAsync(new Regex("/console/audiences/[0-9a-f]{32}$"));
        var download = await page.RunAndWaitForDownloadAsync(() => hand.PressAsync(Button(page, "Download")));
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.That(lines, Has.Length.EqualTo(41));
        Assert.That(lines[1..], Is.All.Contains("小姐").And.All.Contains("王"));
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Panels(IPage page, int condition) =>
        page.GetByRole(AriaRole.Group, new() { Name = $"Labels of condition {condition}" });

    /// <summary>How somebody uses a page.</summary>
    private interface IHand
    {
        Task PressAsync(ILocator what);

        Task TickAsync(ILocator box);

        Task WriteAsync(ILocator field, string text);

        Task DayAsync(ILocator field, string day);
    }

    private sealed class Mouse(IPage page) : IHand
    {
        public Task PressAsync(ILocator what) => what.ClickAsync();

        public Task TickAsync(ILocator box) => box.ClickAsync();

        public async Task WriteAsync(ILocator field, string text)
        {
            await field.ClickAsync();
            await page.Keyboard.InsertTextAsync(text);
        }

        public Task DayAsync(ILocator field, string day) => field.FillAsync(day);
    }

    private sealed class Keyboard(IPage page) : IHand
    {
        private const int MostTabs = 200;

        public async Task PressAsync(ILocator what)
        {
            await FindAsync(what);
            await page.Keyboard.PressAsync("Enter");
        }

        public async Task TickAsync(ILocator box)
        {
            await FindAsync(box);
            await page.Keyboard.PressAsync("Space");
        }

        public async Task WriteAsync(ILocator field, string text)
        {
            await FindAsync(field);
            await page.Keyboard.TypeAsync(text);
        }

        // Month, day and year, as the field of an English browser asks for them.
        public async Task DayAsync(ILocator field, string day)
        {
            await FindAsync(field);
            await page.Keyboard.TypeAsync($"{day[5..7]}{day[8..]}{day[..4]}");
        }

        private async Task FindAsync(ILocator what)
        {
            await what.WaitForAsync();
            for (int tabs = 0; tabs < MostTabs; tabs++)
            {
                if (await what.EvaluateAsync<bool>("e => e === document.activeElement"))
                    return;
                await page.Keyboard.PressAsync("Tab");
            }
            Assert.Fail($"{what} is not reached by the keyboard");
        }
    }
}
