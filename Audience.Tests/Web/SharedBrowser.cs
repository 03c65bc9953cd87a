using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>
/// Debian's Chromium, one for all tests of pages: it is started when the first of them needs it. Parallelizable, or this namespace would
/// have to wait until all others are done.
/// </summary>
[SetUpFixture, Parallelizable(ParallelScope.Self | ParallelScope.Fixtures)]
internal sealed class SharedBrowser
{
    /// <summary>How long, in milliseconds, a page is waited for: Chromium may take its time on a busy machine.</summary>
    public const int TimeoutMs = 60_000;

    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> s_browser = new(StartAsync);

    /// <summary>The browser, for tests that open and close their own pages.</summary>
    public static async Task<ConsoleBrowser> GetAsync() => new((await s_browser.Value).Browser);

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        if (!s_browser.IsValueCreated)
            return;
        var (playwright, browser) = await s_browser.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
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
        return (playwright, browser);
    }
}
