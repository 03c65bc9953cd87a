using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Nothing on a page is in the way of anybody.</summary>
internal static class AccessibilityChecks
{
    // All of axe's rules that are on by default. What passes is not told: only what is wrong matters.
    private const string Run = """
        async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id} ${v.nodes[0].html}`)
        """;

    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Checks the open page as it stands, light and dark, wide and on 360 px: axe finds nothing, and nothing is wider than the screen.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What it is called in messages, and in pictures that people look at.</param>
    public static async Task ShouldBeAccessibleAsync(this IPage page, string name)
    {
        // Axe sees a frame only where it is loaded in it, too: so far no page has one.
        Assert.That(page.Frames, Has.Count.EqualTo(1), name);
        // Loaded once, run on the page itself: the wrapper for Playwright ends each run on a new page in a profile of its own, which
        // takes ten times as long as all the rules.
        await page.EvaluateAsync(s_axe);
        await FindAsync(page, $"{name}-Light-1280");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await FindAsync(page, $"{name}-Dark-1280");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(360, 900);
        await FindAsync(page, $"{name}-Light-360");
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(360), name);
        await page.SetViewportSizeAsync(1280, 900);
    }

    private static async Task FindAsync(IPage page, string name)
    {
        string[] found = await page.EvaluateAsync<string[]>(Run);
        Assert.That(found.Select(violation => $"{name}: {violation}"), Is.Empty);
        await PageData.ScreenshotAsync(page, name);
    }
}
