using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Audience.Tests.Api;

/// <summary>Who changed what is written down, without secrets.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class AuditTests(Backend backend)
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            backend,
            SharedApi.Posts,
            new Dictionary<string, string?>
            {
                ["API_KEYS"] = $"read:{Hash("looker")},operate:ann.lee:{Hash("c4nary-one")},operate:{Hash("c4nary-two")}",
                ["CHANGES_PER_SECOND"] = "0",
            }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Every_change_is_there_before_it_is_answered()
    {
        string task = (await CallAsync("c4nary-one", "/tasks/", SharedApi.Body())).GetProperty("error_message").Text("task_id")!;
        await CallAsync("c4nary-two", "/tasks/abort/", new { TASK_ID = task });
        await CallAsync("c4nary-one", "/tasks/abort/", new { TASK_ID = "no id" });
        string set = Guid.NewGuid().ToString("N");
        await CallAsync("c4nary-one", $"/documents/{set}/add", new { NAME = "n", TASK_TYPE = "rule_task" });
        string schedule = Guid.NewGuid().ToString("N");
        await CallAsync("c4nary-one", $"/schedules/{schedule}/run/", new { });
        Assert.That(
            (await ListAsync("limit=5")).Select(e =>
                $"{e.Text("key_name")} {e.Text("operation")} {e.Text("target")} {e.Text("error_code")}"
            ),
            Is.EqualTo([
                $"ann.lee RunSchedule {schedule} 404",
                $"ann.lee AddDataSet {set} 422",
                "ann.lee AbortTask no id 400",
                $"{Hash("c4nary-two")[..8]} AbortTask {task} 200",
                $"ann.lee CreateTask {task} 200",
            ])
        );
        Assert.That(await ListAsync($"target={task}&key_name=ann.lee"), Has.Count.EqualTo(1));
        long latest = (await ListAsync("limit=1"))[0].GetProperty("id").GetInt64();
        Assert.That((await ListAsync($"before={latest}&limit=1"))[0].GetProperty("id").GetInt64(), Is.LessThan(latest));
    }

    [Test]
    public async Task What_may_only_read_is_noted_and_may_not_look()
    {
        await CallAsync("looker", "/tasks/delete/", new { TASK_ID = new string('7', 32) });
        var entry = (await ListAsync("limit=1"))[0];
        Assert.That(
            (entry.Text("key_name"), entry.Text("operation"), entry.Text("error_code")),
            Is.EqualTo((Hash("looker")[..8], "DeleteTask", "403"))
        );
        Assert.That((await CallAsync("looker", "/audit/", null)).Text("error_message"), Does.Contain("for keys that may operate"));
        Assert.That((await CallAsync("c4nary-one", "/audit/?limit=x", null)).Text("error_message"), Does.Contain("limit 'x'"));
    }

    [Test]
    public async Task Strangers_and_what_changes_nothing_are_not_noted_and_no_secret_is()
    {
        await ListAsync("limit=1");
        int before = (await ListAsync("limit=1000")).Count;
        await CallAsync("nobody", "/tasks/", SharedApi.Body());
        await CallAsync("c4nary-one", "/tasks/explain/", new { TEXTS = new[] { "c4nary" }, PATTERN = new { a = new[] { "b" } } });
        await CallAsync("c4nary-one", "/audiences/overlap/", new { OF = new[] { new string('7', 32) }, PANELS = new[] { "/a" } });
        await CallAsync("c4nary-one", "/nowhere/", new { });
        await CallAsync("looker", "/tasks/", null);
        Assert.That(await ListAsync("limit=1000"), Has.Count.EqualTo(before));
        var site = new
        {
            host = "c4nary.example",
            user = "c4nary",
            password = "c4nary",
        };
        await CallAsync("c4nary-one", "/tasks/", SharedApi.Body(("SITE_CONFIG", site)));
        var all = await ListAsync("limit=1000");
        Assert.That(all, Has.Count.EqualTo(before + 1));
        Assert.That(string.Concat(all), Does.Not.Contain("c4nary"));
    }

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. (await CallAsync("c4nary-one", "/audit/?" + query, null)).GetProperty("error_message").EnumerateArray()];

    private async Task<JsonElement> CallAsync(string key, string path, object? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-API-Key", key);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
