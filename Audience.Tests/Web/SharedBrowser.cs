namespace Audience.Tests.Web;

/// <summary>One browser for all tests of pages: it is started when the first of them needs it.</summary>
[SetUpFixture]
internal sealed class SharedBrowser
{
    private static readonly Lazy<Task<ConsoleBrowser>> s_browser = new(ConsoleBrowser.StartAsync);

    /// <summary>The browser.</summary>
    public static Task<ConsoleBrowser> GetAsync() => s_browser.Value;

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        if (s_browser.IsValueCreated)
            await (await s_browser.Value).DisposeAsync();
    }
}
