using System.Net;
using System.Net.Sockets;
using Audience.Testing;

namespace Audience.Tests.Api;

/// <summary>A database or the broker is away: the contract's errors, in bounded time, and nothing half-made.</summary>
[Category("faults"), NonParallelizable]
internal sealed class AwayTests
{
    [Test]
    public async Task Without_its_output_database_it_says_so_and_recovers()
    {
        var server = await Servers.MariaDbAsync();
        await using var proxy = TcpProxy.Start(server.Port);
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["OUTPUT_PORT"] = $"{proxy.Port}" }
        );
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        await system.Http.WaitUntilDoneAsync(id);

        proxy.Refuse();
        proxy.Cut();
        (await system.Http.GetAnswerAsync("/tasks/")).ShouldBe(500, "cannot connect to state table");
        // A row that was read a moment before may still be shown for as long.
        (
            await Eventually.GetAsync(
                () => system.Http.GetAnswerAsync($"/tasks/{id}"),
                answer => answer.Code != 200,
                TimeSpan.FromSeconds(30)
            )
        ).ShouldBe(500, "cannot connect to state table");
        (await system.Http.GetAnswerAsync($"/tasks/{id}/sample/")).ShouldBegin(
            500,
            "cannot scrape data from result tables. Additional error message: "
        );
        (await system.Http.PostAnswerAsync("/tasks/abort/", new { TASK_ID = id })).ShouldBegin(
            500,
            "failed to send break status to task,. Additional error message: "
        );
        (await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body())).ShouldBegin(
            503,
            "cannot connect to output schema, additional error message: "
        );

        proxy.Accept();
        var task = await system.Http.StatusAsync(id);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"));
        Assert.That(
            (await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(),
            Is.EqualTo(1),
            "the refused task left no row"
        );
    }

    [Test]
    public async Task Without_its_broker_no_task_is_left_behind()
    {
        var broker = await Servers.RabbitMqAsync();
        await using var proxy = TcpProxy.Start(broker.Uri.Port);
        var address = new UriBuilder(broker.Uri) { Port = proxy.Port };
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["BROKER_URL"] = address.Uri.ToString() }
        );

        proxy.Refuse();
        proxy.Cut();
        (await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body())).ShouldBegin(
            500,
            "failed to start a labeling task, additional error message: "
        );
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);

        proxy.Accept();
        var created = await Eventually.GetAsync(
            () => system.Http.PostAnswerAsync("/tasks/", SharedApi.Body()),
            answer => answer.Code == 200,
            TimeSpan.FromMinutes(2)
        );
        var task = await system.Http.WaitUntilDoneAsync(created.Json.GetProperty("error_message").Text("task_id")!);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"));
    }

    [TestCase("wrong password")]
    [TestCase("nobody answers")]
    [TestCase("no such db")]
    public async Task A_source_that_cannot_be_reached_is_refused_in_bounded_time(string what)
    {
        var server = await Servers.MariaDbAsync();
        // Connections wait in its queue, and nobody takes them.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        int port = what == "nobody answers" ? ((IPEndPoint)silent.LocalEndpoint).Port : server.Port;
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["SITE_HOSTS"] = "127.0.0.1", ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]) }
        );
        var site = new
        {
            host = "127.0.0.1",
            port,
            user = server.User,
            password = what == "no such db" ? server.Password : "c4nary-wrong",
            db = what == "no such db" ? "nowhere" : system.InputSchema,
            charset = "utf8mb4",
        };
        var answer = await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("SITE_CONFIG", site)));
        answer.ShouldBegin(500, "failed to start a labeling task, additional error message: ");
        Assert.That(answer.Text, Does.Not.Contain("c4nary"));
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);
    }
}
