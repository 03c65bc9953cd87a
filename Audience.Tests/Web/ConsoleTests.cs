using System.Net;
using Audience.Testing;
using Audience.Web.Serving;
using Microsoft.AspNetCore.Builder;

namespace Audience.Tests.Web;

/// <summary>The console as a process of its own, over HTTP.</summary>
[Category("database")]
internal sealed class ConsoleTests
{
    [Test]
    public async Task It_says_that_the_api_is_away_and_goes_on_once_it_is_back()
    {
        int port = FreePort.Take();
        await using var web = await StartAsync(new Uri($"http://127.0.0.1:{port}"));
        using var http = Client(web);
        using var away = await http.GetAsync(new Uri("/console/tasks", UriKind.Relative));
        string text = await away.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(away.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(text, Does.Contain("The API cannot be reached").And.Contain("http-equiv=\"refresh\""));
        });
        using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.That(live.IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task It_serves_the_pages_of_an_api_elsewhere_with_its_headers_and_below_150_kilobytes()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        await using var web = await StartAsync(system.Http.BaseAddress!);
        using var http = Client(web);
        using var answer = await http.GetAsync(new Uri("/console/new", UriKind.Relative));
        string text = await answer.Content.ReadAsStringAsync();
        int bytes = text.Length;
        foreach (string name in (string[])["console.css", "console.js", "parts.js", "live.js", "icon.svg"])
            bytes += (await http.GetByteArrayAsync(new Uri(ConsoleAssets.Of(name), UriKind.Relative))).Length;
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("Start labelling"));
            Assert.That(policy, Does.StartWith("default-src 'self';").And.Not.Contain("unsafe"));
            Assert.That(text, Does.Not.Contain("style=").And.Not.Contain("onclick"));
            Assert.That(bytes, Is.LessThan(150_000));
        });
    }

    [Test]
    public async Task A_form_of_another_site_changes_nothing()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        await using var web = await StartAsync(system.Http.BaseAddress!);
        using var http = Client(web);
        using var form = new FormUrlEncodedContent([new("START_TIME", "2020-01-01"), new("END_TIME", "2020-01-02"), new("PATTERN", "a,b")]);
        using var answer = await http.PostAsync(new Uri("/console/new", UriKind.Relative), form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("came from another site"));
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);
    }

    private static async Task<WebApplication> StartAsync(Uri api)
    {
        var web = WebProcess.Build("http://127.0.0.1:0", api, Directory.CreateTempSubdirectory("audience-web-").FullName);
        await web.StartAsync();
        return web;
    }

    private static HttpClient Client(WebApplication web) => new() { BaseAddress = new Uri(web.Urls.First()) };
}
