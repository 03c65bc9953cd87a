using Microsoft.Playwright;

namespace Audience.Tests.Api;

/// <summary>The page at /docs, in a real browser.</summary>
[Category("pages"), NonParallelizable]
internal sealed class DocsPageTests
{
    // Chromium may take its time on a busy machine.
    private const int TimeoutMs = 120_000;

    [Test]
    public async Task It_lists_every_operation_and_tries_one_out()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium(),
                Args = ["--no-sandbox"],
                Timeout = TimeoutMs,
            }
        );
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(TimeoutMs);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(new Uri(SharedApi.Http.BaseAddress!, "/docs").ToString());

        await page.Locator("#operations-Tasks-ListTasks").ClickAsync();
        await page.Locator("#operations-Tasks-ListTasks .try-out__btn").ClickAsync();
        await page.Locator("#operations-Tasks-ListTasks .execute").ClickAsync();
        string answer = await page.Locator("#operations-Tasks-ListTasks .live-responses-table tbody .response-col_description")
            .First.InnerTextAsync();
        var operations = await page.Locator(".opblock").EvaluateAllAsync<string[]>("all => all.map(o => o.id)");

        var document = await SharedApi.Http.ReadAsync("/openapi.json");
        var documented = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Select(o => $"operations-{o.Value.GetProperty("tags")[0].GetString()}-{o.Value.Text("operationId")}");
        Assert.Multiple(() =>
        {
            Assert.That(operations, Is.EquivalentTo(documented));
            Assert.That(answer, Does.Contain("\"error_code\": 200"));
            Assert.That(errors, Is.Empty);
        });
    }

    private static string Chromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(directory => Path.Combine(directory, "chromium"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("chromium is not installed; test.sh installs it");
}
