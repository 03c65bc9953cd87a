using System.Text.RegularExpressions;
using Audience.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>The page of operations: who works, what waits, what failed.</summary>
[Category("pages")]
internal sealed class OperationsPageTests : PageTest
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_callback_that_failed_is_seen_and_sent_again(bool scripts)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var system = await StartSystemAsync();
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        await system.Http.CreateTaskAsync(Body(("CALLBACK_URL", receiver.Url("/ended"))));
        await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync("/callbacks/?failed=true")).GetProperty("error_message").GetArrayLength(),
            failed => failed == 1,
            TimeSpan.FromMinutes(1)
        );
        var page = await Browser.OpenAsync(system, "/console/workers", scripts: scripts);
        await Assertions.Expect(page.Locator("#callbacks tbody tr")).ToContainTextAsync("500");
        receiver.Answer = _ => Task.CompletedTask;
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Send again") }).ClickAsync();
        await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync("/callbacks/?failed=true")).GetProperty("error_message").GetArrayLength(),
            failed => failed == 0,
            TimeSpan.FromMinutes(1)
        );
        // Another page: this one may still be on its way from the form's answer.
        page = await Browser.OpenAsync(system, "/console/workers", scripts: scripts);
        await Assertions.Expect(page.GetByText("No callback failed.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task What_failed_and_what_is_put_off_is_told_with_the_reason()
    {
        await using var system = await StartSystemAsync();
        string id = await system.Http.CreateTaskAsync(Body());
        await system.Http.WaitUntilDoneAsync(id);
        // As a worker leaves them.
        await using (var connection = await system.Output.OpenAsync(default))
        {
            await Dapper.SqlMapper.ExecuteAsync(
                connection,
                "UPDATE state SET stat = 'FAILURE', error_message = '<b>the source is gone' WHERE task_id = @id",
                new { id }
            );
            await Dapper.SqlMapper.ExecuteAsync(
                connection,
                "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, attempts, postponed, due_at, waiting_for) "
                    + "VALUES (@id, 'label', 7, '7', 'elsewhere', 'waiting', 2, 1, 9000000000000, 'the source at db:3306')",
                new { id }
            );
        }
        var page = await Browser.OpenAsync(system, "/console/workers");
        await Assertions.Expect(page.Locator("#errors tbody tr")).ToContainTextAsync("<b>the source is gone");
        var queue = page.Locator("#queues tbody tr", new() { HasText = "elsewhere" });
        await Assertions.Expect(queue).ToContainTextAsync("the source at db:3306");
        await Assertions.Expect(queue.Locator("td").Nth(3)).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("svg.bars")).ToBeVisibleAsync();
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await StartSystemAsync();
        await system.Http.CreateTaskAsync(Body(("CALLBACK_URL", $"http://127.0.0.1:{FreePort.Take()}/")));
        await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync("/callbacks/?failed=true")).GetProperty("error_message").GetArrayLength(),
            failed => failed == 1,
            TimeSpan.FromMinutes(1)
        );
        var page = await Browser.OpenAsync(system, "/console/workers", locale);
        await page.ShouldBeAccessibleAsync($"operations-{locale}");
    }

    private static Task<TestSystem> StartSystemAsync() =>
        TestSystem.StartAsync(
            Backend.Embedded,
            Posts(),
            new Dictionary<string, string?> { ["CALLBACK_HOSTS"] = "127.0.0.1", ["CALLBACK_SECRET"] = new string('s', 32) }
        );
}
