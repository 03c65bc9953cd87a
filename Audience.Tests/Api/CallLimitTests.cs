using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Audience.Tests.Api;

/// <summary>What one caller may ask for, and what browsers are told.</summary>
[Category("database"), NonParallelizable]
internal sealed class CallLimitTests
{
    [Test]
    public async Task A_caller_that_asks_too_much_is_told_to_wait_and_hinders_no_other()
    {
        static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?>
            {
                ["API_KEYS"] = $"operate:{Hash("greedy")},operate:{Hash("modest")}",
                ["CALLS_PER_SECOND"] = "2",
                ["CHANGES_PER_SECOND"] = "1",
            }
        );
        async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string key)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Headers.Add("X-API-Key", key);
            return await system.Http.SendAsync(request);
        }

        // Two pass at once, and two more for every second that this takes.
        var greedy = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => CallAsync(HttpMethod.Get, "/tasks/", "greedy")));
        using var modest = await CallAsync(HttpMethod.Get, "/tasks/", "modest");
        var health = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => CallAsync(HttpMethod.Get, i % 2 == 0 ? "/health/live" : "/metrics", ""))
        );
        var refused = greedy.First(r => r.StatusCode == HttpStatusCode.TooManyRequests);
        var answer = new Answer((int)refused.StatusCode, await refused.Content.ReadAsStringAsync());
        Assert.Multiple(() =>
        {
            Assert.That(greedy.Count(r => r.StatusCode == HttpStatusCode.OK), Is.AtLeast(2));
            Assert.That(
                (answer.Code, answer.Message),
                Is.EqualTo(
                    (
                        429,
                        "too many calls, or too many large ones at a time: wait a second, then go on "
                            + "more slowly; the operator may raise CALLS_PER_SECOND or CHANGES_PER_SECOND"
                    )
                )
            );
            Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(modest.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the other has limits of its own");
            Assert.That(health.Select(r => r.StatusCode), Is.All.EqualTo(HttpStatusCode.OK), "probes have none");
        });
        foreach (var response in greedy.Concat(health))
            response.Dispose();
    }

    [TestCase("evil.example", null, 403)]
    [TestCase("evil.example:8000", null, 403)]
    [TestCase("localhost", null, 200)]
    [TestCase(null, "http://evil.example", 403)]
    [TestCase(null, "null", 403)]
    [TestCase(null, "http://127.0.0.1:1", 403)]
    [TestCase(null, "itself", 200)]
    public async Task Without_keys_no_page_of_another_site_may_call(string? host, string? origin, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/tasks/", UriKind.Relative));
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin == "itself" ? SharedApi.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        using var response = await SharedApi.Http.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
    }

    [TestCase("/tasks/", "default-src 'none'; frame-ancestors 'none'")]
    [TestCase("/tasks/no-id", "default-src 'none'; frame-ancestors 'none'")]
    [TestCase("/nothing", "default-src 'none'; frame-ancestors 'none'")]
    [TestCase("/health/live", "default-src 'none'; frame-ancestors 'none'")]
    [TestCase("/docs/index.html", "default-src 'self'")]
    public async Task Browsers_are_told_what_an_answer_is(string path, string policy)
    {
        using var response = await SharedApi.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Multiple(() =>
        {
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
            Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith(policy));
            Assert.That(response.Headers.Server, Is.Empty);
        });
    }
}
