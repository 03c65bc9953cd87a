using Microsoft.Playwright;

namespace Audience.Benchmarks.Web;

/// <summary>When a browser shows something of a page.</summary>
internal static class FirstPaint
{
    private const int Rounds = 5;

    private const string Paint =
        "() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()[0].startTime))"
        + ".observe({ type: 'paint', buffered: true }))";

    /// <summary>The median of some visits with an empty cache, in milliseconds from the click.</summary>
    public static async Task<double> MeasureAsync(Uri address, string page)
    {
        using var playwright = await Playwright.CreateAsync();
        string chromium = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(directory => Path.Combine(directory, "chromium"))
            .First(File.Exists);
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        var times = new List<double>();
        for (int i = 0; i <= Rounds; i++)
        {
            await using var context = await browser.NewContextAsync();
            var tab = await context.NewPageAsync();
            await tab.GotoAsync(new Uri(address, page).ToString());
            times.Add(await tab.EvaluateAsync<double>(Paint));
        }
        // The first one warms up.
        return times.Skip(1).Order().ElementAt(Rounds / 2);
    }
}
