using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Nothing on a page is in the way of anybody.</summary>
internal static class AccessibilityChecks
{
    private const string Contrast = "color-contrast";

    // What the scheme decides, which takes most of the time; then what the width decides.
    private static readonly AxeRunOptions s_all = Options(),
        s_colours = Options(options => options.RunOnly = RunOnlyOptions.Rules(Contrast)),
        s_others = Options(options => options.Rules = new() { [Contrast] = new RuleOptions { Enabled = false } });

    /// <summary>
    /// Checks the open page as it stands, light and dark, wide and on 360 px: axe finds nothing, and nothing is wider than the screen.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What it is called in messages, and in pictures that people look at.</param>
    public static async Task ShouldBeAccessibleAsync(this IPage page, string name)
    {
        await FindAsync(page, $"{name}-Light-1280", s_all);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await FindAsync(page, $"{name}-Dark-1280", s_colours);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(360, 900);
        await FindAsync(page, $"{name}-Light-360", s_others);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(360), name);
        await page.SetViewportSizeAsync(1280, 900);
    }

    private static async Task FindAsync(IPage page, string name, AxeRunOptions options)
    {
        var found = await page.RunAxe(options);
        Assert.That(found.Violations.Select(v => $"{name}: {v.Id} {v.Nodes[0].Html}"), Is.Empty);
        await PageData.ScreenshotAsync(page, name);
    }

    private static AxeRunOptions Options(Action<AxeRunOptions>? change = null)
    {
        // All that passes would be told too, node by node.
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
        change?.Invoke(options);
        return options;
    }
}
