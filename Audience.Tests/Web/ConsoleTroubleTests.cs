using System.Net;
using System.Net.Http.Json;
using Audience.Samples;
using Audience.Testing;
using Audience.Web.Serving;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>
/// What comes between an analyst and the page: a key that is taken back, a task that is gone, texts of megabytes, impatience.
/// </summary>
[Category("database")]
internal sealed class ConsoleTroubleTests
{
    private static readonly (string, string)[] s_range = [("START_TIME", "2020-01-01"), ("END_TIME", "2020-01-02"), ("COUNTDOWN", "0")];

    [Test]
    public async Task A_key_that_was_revoked_leads_back_to_the_sign_in()
    {
        int port = FreePort.Take();
        string keys = Directory.CreateTempSubdirectory("audience-web-").FullName;
        await using var web = WebProcess.Build("http://127.0.0.1:0", new Uri($"http://127.0.0.1:{port}"), keys);
        await web.StartAsync();
        using var session = new ConsoleSession(new Uri(web.Urls.First()));
        await using (await StartAsync(port, "first"))
        {
            using var signedIn = await session.PostAsync("/console/sign-in", await session.FillAsync("/console/sign-in", ("key", "first")));
            Assert.That(signedIn.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo("/console/tasks"));
        }
        await using (await StartAsync(port, "second"))
        {
            using var refused = await session.GetAsync("/console/tasks");
            Assert.That(refused.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo("/console/sign-in"));
            using var wrong = await session.PostAsync("/console/sign-in", await session.FillAsync("/console/sign-in", ("key", "first")));
            Assert.That(await wrong.Content.ReadAsStringAsync(), Does.Contain("This key is not valid"));
        }

        static Task<TestSystem> StartAsync(int port, string key) =>
            TestSystem.StartAsync(
                Backend.Embedded,
                [],
                new Dictionary<string, string?> { ["API_KEYS"] = "operate:" + Hash(key) },
                port: port
            );
    }

    [Test]
    public async Task A_form_that_is_sent_twice_at_once_starts_one_task()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        using var session = new ConsoleSession(system.Http.BaseAddress!);
        using var form = await session.FillAsync("/console/new", [.. s_range, ("PATTERN", "female,小姐")]);
        var sent = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => session.PostAsync("/console/new", form)));
        Assert.That(sent.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(sent.Select(answer => answer.RequestMessage!.RequestUri).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.EqualTo(1));
        Array.ForEach(sent, answer => answer.Dispose());
    }

    [Test]
    public async Task A_page_of_a_task_that_is_gone_says_so_and_so_do_its_buttons()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        using var session = new ConsoleSession(system.Http.BaseAddress!);
        string id = await system.Http.CreateTaskAsync(Body());
        await system.Http.WaitUntilDoneAsync(id);
        string path = "/console/tasks/" + id;
        using var form = await session.FillAsync(path);
        using (await system.Http.PostAsJsonAsync(new Uri("/tasks/delete/", UriKind.Relative), new { TASK_ID = id })) { }
        var gone = await Eventually.GetAsync(PageAsync, page => page.Status == HttpStatusCode.NotFound, TimeSpan.FromMinutes(1));
        Assert.That(gone.Text, Does.Contain("There is nothing here"));
        using var answer = await session.PostAsync(path + "/delete", form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("There is nothing here"));

        async Task<(HttpStatusCode Status, string Text)> PageAsync()
        {
            using var page = await session.GetAsync(path);
            return (page.StatusCode, await page.Content.ReadAsStringAsync());
        }
    }

    [Test]
    public async Task A_task_is_deleted_from_the_list_as_it_was_filtered()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        using var session = new ConsoleSession(system.Http.BaseAddress!);
        string id = await system.Http.CreateTaskAsync(Body());
        await system.Http.WaitUntilDoneAsync(id);
        string list = "/console/tasks?stat=SUCCESS";
        using var answer = await session.PostAsync($"/console/tasks/{id}/delete", await session.FillAsync(list));
        Assert.That(answer.RequestMessage!.RequestUri!.PathAndQuery, Is.EqualTo(list));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain(id));
    }

    [Test]
    public async Task A_post_of_4_megabytes_is_shown_by_what_was_found_in_it()
    {
        string text = new string('長', 700_000) + "小姐" + new string('x', 2_000_000);
        var post = new MadePost("p1", "WH_F0045", "a", "王", "t", text, new DateTime(2020, 1, 1, 12, 0, 0));
        await using var system = await TestSystem.StartAsync(Backend.Embedded, [post]);
        using var session = new ConsoleSession(system.Http.BaseAddress!);
        string id = await system.Http.CreateTaskAsync(Body(("PREDICT_TYPE", "content")));
        await system.Http.WaitUntilDoneAsync(id);
        using var page = await session.GetAsync("/console/tasks/" + id);
        string shown = await page.Content.ReadAsStringAsync();
        Assert.That(shown, Does.Contain("<mark>小姐</mark>"));
        Assert.That(shown.Length, Is.LessThan(150_000));
    }

    [Test]
    public async Task Rules_of_5_megabytes_start_a_task()
    {
        using var answer = await SendRulesAsync(megabytes: 5);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.RequestMessage!.RequestUri!.AbsolutePath, Does.StartWith("/console/tasks/"));
    }

    // More than a field takes, and more than a request.
    [TestCase(17)]
    [TestCase(40)]
    public async Task Rules_that_are_too_many_for_a_form_are_refused_in_words(int megabytes)
    {
        using var answer = await SendRulesAsync(megabytes);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("The form is too large"));
    }

    private static async Task<HttpResponseMessage> SendRulesAsync(int megabytes)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        using var session = new ConsoleSession(system.Http.BaseAddress!);
        string rules = "female,小姐\n" + string.Concat(Enumerable.Range(0, megabytes * 10_000).Select(i => $"male,{i:D94}\n"));
        using var form = await session.FillAsync("/console/new", [.. s_range, ("PATTERN", rules)]);
        return await session.PostAsync("/console/new", form);
    }
}
