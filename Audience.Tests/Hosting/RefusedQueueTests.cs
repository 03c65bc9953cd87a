using System.Text.Json;
using Audience.Testing;
using Audience.Tests.Api;
using RabbitMQ.Client;

namespace Audience.Tests.Hosting;

/// <summary>Another program has left queues and exchanges of our names behind, made in another way.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("broker")]
internal sealed class RefusedQueueTests
{
    private const string Tasks = "audience-tasks",
        Event = "Audience.Contracts.Messages:AbortTask";

    private Uri _broker = null!;
    private IConnection _connection = null!;

    [SetUp]
    public async Task AddVirtualHostAsync()
    {
        var broker = await Servers.RabbitMqAsync();
        string name = $"refused_{Guid.NewGuid():N}";
        await broker.AddVirtualHostAsync(name);
        _broker = new Uri(broker.Uri, "/" + name);
        _connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await _connection.DisposeAsync();

    [Test]
    public async Task Tasks_are_refused_with_what_the_broker_said_until_it_is_mended()
    {
        await DoAsync(c => c.QueueDeclareAsync(Tasks, true, false, false, Arguments("x-message-ttl", 1000)));
        await DoAsync(c => c.QueueDeclareAsync("audience-dumps", true, false, false, Arguments("x-queue-type", "quorum")));
        await DoAsync(c => c.QueueDeclareAsync("audience-models", false, false, false));
        await DoAsync(c => c.ExchangeDeclareAsync("audience-previews-queue1", "direct", true));
        await DoAsync(c => c.ExchangeDeclareAsync(Event, "fanout", false));
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["BROKER_URL"] = _broker.ToString() }
        );

        var answer = await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body());
        answer.ShouldBegin(
            500,
            "failed to start a labeling task, additional error message: "
                + $"the message broker refuses '{Tasks}': 406 PRECONDITION_FAILED - inequivalent arg 'x-message-ttl' for queue '{Tasks}'"
        );
        Assert.That(answer.Text, Does.Contain("Delete what another program has left there"));
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);
        string reason = await ReasonAsync(system, "Unhealthy");
        Assert.Multiple(() =>
        {
            Assert.That(reason, Does.Contain($"inequivalent arg 'x-message-ttl' for queue '{Tasks}'"));
            Assert.That(reason, Does.Contain("inequivalent arg 'x-queue-type' for queue 'audience-dumps'"));
            Assert.That(reason, Does.Contain("inequivalent arg 'durable' for queue 'audience-models'"));
            Assert.That(reason, Does.Contain("inequivalent arg 'type' for exchange 'audience-previews-queue1'"));
            Assert.That(reason, Does.Contain($"inequivalent arg 'durable' for exchange '{Event}'"));
        });
        (await system.Http.PostAnswerAsync("/tasks/preview/", SharedApi.Body())).ShouldBegin(
            503,
            "failed to try a labeling task on a sample of its posts, additional error message: the message broker refuses"
        );

        foreach (string queue in new[] { Tasks, "audience-dumps", "audience-models" })
            await DoAsync(c => c.QueueDeleteAsync(queue));
        foreach (string exchange in new[] { "audience-previews-queue1", Event })
            await DoAsync(c => c.ExchangeDeleteAsync(exchange));
        await ReasonAsync(system, "Healthy");
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        Assert.That((await system.Http.WaitUntilDoneAsync(id)).Text("stat"), Is.EqualTo("SUCCESS"));
    }

    [Test]
    public async Task A_worker_names_the_queue_in_its_log()
    {
        await DoAsync(c => c.QueueDeclareAsync("audience-previews-queue2", true, false, true));
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        var environment = await HostProcesses.EnvironmentAsync(input, output);
        environment["BROKER_URL"] = _broker.ToString();
        environment["URLS"] = $"http://127.0.0.1:{FreePort.Take(1)[0]}";
        await using var worker = HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "Audience.LabelWorker.dll"),
            [],
            environment
        );
        await worker.WaitForLineAsync("refuses 'audience-previews-queue2': 406 PRECONDITION_FAILED", TimeSpan.FromMinutes(1));
        await DoAsync(c => c.QueueDeleteAsync("audience-previews-queue2"));
        await worker.WaitForLineAsync("takes 'audience-previews-queue2' now", TimeSpan.FromMinutes(1));
    }

    private static async Task<string> ReasonAsync(TestSystem system, string status)
    {
        var ready = await Eventually.GetAsync(
            () => system.Http.ReadAsync("/health/ready"),
            answer => Broker(answer).Text("status") == status && (status != "Healthy" || answer.Text("status") == status),
            TimeSpan.FromSeconds(30)
        );
        return Broker(ready).Text("reason") ?? "";
    }

    private static JsonElement Broker(JsonElement answer) => answer.GetProperty("parts").GetProperty("broker");

    private static Dictionary<string, object?> Arguments(string name, object value) => new() { [name] = value };

    private async Task DoAsync(Func<IChannel, Task> act)
    {
        await using var channel = await _connection.CreateChannelAsync();
        await act(channel);
    }
}
