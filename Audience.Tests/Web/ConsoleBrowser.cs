using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Opens pages of the console in a browser in which others have theirs.</summary>
internal sealed class ConsoleBrowser(IBrowser browser)
{
    private readonly List<IBrowserContext> _open = [];

    /// <summary>A page in a profile of its own, at an address such as <c>/console/tasks</c>.</summary>
    public async Task<IPage> OpenAsync(TestSystem system, string path, string locale = "en", int width = 1280, bool scripts = true)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                Locale = locale,
                ColorScheme = ColorScheme.Light,
                JavaScriptEnabled = scripts,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                BaseURL = system.Http.BaseAddress!.ToString(),
            }
        );
        _open.Add(context);
        context.SetDefaultTimeout(SharedBrowser.TimeoutMs);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Closes the pages that were opened here.</summary>
    public async Task CloseAllAsync()
    {
        await Task.WhenAll(_open.Select(context => context.CloseAsync()));
        _open.Clear();
    }
}
