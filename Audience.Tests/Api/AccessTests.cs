using System.Security.Cryptography;
using System.Text;
using Audience.Hosting.Settings;
using Audience.Local;

namespace Audience.Tests.Api;

/// <summary>Who may do what.</summary>
[Category("database")]
internal sealed class AccessTests
{
    [Test]
    public async Task With_keys_every_call_needs_one_and_only_some_may_operate()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:{Hash("reader")},operate:{Hash("operator")}" }
        );
        const string body = """{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":{"a":["b"]}}""";
        (int, string?)[] codes =
        [
            await CallAsync(system, HttpMethod.Get, "/tasks/", null, null),
            await CallAsync(system, HttpMethod.Get, "/tasks/", "wrong", null),
            await CallAsync(system, HttpMethod.Get, "/tasks/", "reader", null),
            await CallAsync(system, HttpMethod.Post, "/tasks/", "reader", body),
            await CallAsync(system, HttpMethod.Post, "/tasks/", null, body),
            await CallAsync(system, HttpMethod.Post, "/tasks/", "operator", body),
        ];
        using var health = await system.Http.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var page = await system.Http.GetAsync(new Uri("/openapi.json", UriKind.Relative));
        Assert.Multiple(() =>
        {
            Assert.That(codes[0], Is.EqualTo((401, "send a valid key in the header X-API-Key")));
            Assert.That(codes[1], Is.EqualTo(codes[0]));
            Assert.That(codes[2], Is.EqualTo((200, "OK")));
            Assert.That(codes[3], Is.EqualTo((403, "this key may only read")));
            Assert.That(codes[4], Is.EqualTo(codes[0]));
            Assert.That(codes[5].Item1, Is.EqualTo(200));
            Assert.That(
                (health.IsSuccessStatusCode, page.IsSuccessStatusCode),
                Is.EqualTo((true, true)),
                "probes and the document are open"
            );
        });
    }

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://127.0.0.1:0;http://*:0")]
    [TestCase("http://[::]:0")]
    public void Without_keys_it_does_not_serve_other_machines(string urls)
    {
        string directory = Path.Combine(Path.GetTempPath(), "audience-none");
        var settings = new Dictionary<string, string?>
        {
            ["INPUT_HOST"] = "",
            ["OUTPUT_HOST"] = "",
            ["BROKER_URL"] = "",
            ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]),
        };
        Assert.That(
            () => LocalHost.Build(urls, directory, Serilog.Events.LogEventLevel.Fatal, settings),
            Throws.InstanceOf<SettingsException>().With.Message.Contains("API_KEYS: is empty")
        );
    }

    private static async Task<(int Code, string? Message)> CallAsync(
        TestSystem system,
        HttpMethod method,
        string path,
        string? key,
        string? body
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        using var response = await system.Http.SendAsync(request);
        var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        return (answer.Code, answer.Json.Text("error_message"));
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
