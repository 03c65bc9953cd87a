namespace Audience.Tests.Web;

/// <summary>Tests in a real browser, which all of them share; each opens a profile of its own.</summary>
internal abstract class PageTest
{
    /// <summary>The browser.</summary>
    protected ConsoleBrowser Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Browser = await SharedBrowser.GetAsync();

    // A page that is left open goes on asking its server, which is gone with the test.
    [TearDown]
    public Task CloseAsync() => Browser.CloseAllAsync();
}
