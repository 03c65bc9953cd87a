namespace Audience.Tests.Web;

/// <summary>Tests in a real browser: one for all tests of a class.</summary>
internal abstract class PageTest
{
    /// <summary>The browser.</summary>
    protected static ConsoleBrowser Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public static async Task StartAsync() => Browser = await ConsoleBrowser.StartAsync();

    [OneTimeTearDown]
    public static ValueTask EndAsync() => Browser.DisposeAsync();
}
