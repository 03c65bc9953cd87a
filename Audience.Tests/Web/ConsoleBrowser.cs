using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Debian's Chromium, for pages of the console.</summary>
internal sealed class ConsoleBrowser : IAsyncDisposable
{
    // Chromium may take its time on a busy machine.
    private const int TimeoutMs = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ConsoleBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<ConsoleBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(TimeoutMs);
        var playwright = await Playwright.CreateAsync();
        string chromium =
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Select(directory => Path.Combine(directory, "chromium"))
                .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("chromium is not installed; test.sh installs it");
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Args = ["--no-sandbox"],
                Timeout = TimeoutMs,
            }
        );
        return new ConsoleBrowser(playwright, browser);
    }

    /// <summary>A page in a profile of its own, at an address such as <c>/console/tasks</c>.</summary>
    public async Task<IPage> OpenAsync(TestSystem system, string path, string locale = "en", int width = 1280, bool scripts = true)
    {
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                Locale = locale,
                ColorScheme = ColorScheme.Light,
                JavaScriptEnabled = scripts,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                BaseURL = system.Http.BaseAddress!.ToString(),
            }
        );
        context.SetDefaultTimeout(TimeoutMs);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Closes all pages.</summary>
    public Task CloseAllAsync() => Task.WhenAll(_browser.Contexts.Select(context => context.CloseAsync()));

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
