namespace Audience.Tests.Web;

/// <summary>Tests in a real browser: one for all tests of a class.</summary>
[NonParallelizable]
internal abstract class PageTest
{
    /// <summary>The browser.</summary>
    protected ConsoleBrowser Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Browser = await ConsoleBrowser.StartAsync();

    [OneTimeTearDown]
    public ValueTask EndAsync() => Browser.DisposeAsync();
}
