using System.Diagnostics;
using Audience.Testing;
using Audience.Tests.Api;

namespace Audience.Tests.Hosting;

/// <summary>The broker has too little memory or disk, and takes no messages for a while.</summary>
[Category("broker")]
internal sealed class BlockedBrokerTests
{
    private static readonly TimeSpan s_prompt = TimeSpan.FromSeconds(2);

    private PrivateRabbitMq _broker = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _broker = await PrivateRabbitMq.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _broker.DisposeAsync();

    [Test]
    public async Task What_is_asked_for_is_taken_at_once_and_done_later()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["BROKER_URL"] = _broker.Uri.ToString() }
        );
        // What has begun before stands still in COUNTDOWN meanwhile.
        string running = await system.Http.CreateTaskAsync(SharedApi.Body(("COUNTDOWN", 3_600)));
        await system.Http.WaitForAsync(running, t => t.Text("phase") == "producing");

        await ControlAsync("set_disk_free_limit 900000000000000");
        await BrokerAsync(system, "/health/system", "Degraded", "the message broker is blocked (low on disk)");
        await ControlAsync("set_disk_free_limit 50MB");
        await BrokerAsync(system, "/health/system", "Healthy", "");
        await ControlAsync("set_vm_memory_high_watermark 0");
        await BrokerAsync(system, "/health/ready", "Degraded", "the message broker is blocked (low on memory)");

        string started = await PromptAsync(() => system.Http.CreateTaskAsync(SharedApi.Body()));
        string aborted = await PromptAsync(() => system.Http.CreateTaskAsync(SharedApi.Body()));
        foreach (string id in new[] { running, aborted })
            Assert.That(
                (await PromptAsync(() => system.Http.PostAnswerAsync("/tasks/abort/", new { TASK_ID = id }))).Code,
                Is.EqualTo(200)
            );
        (await PromptAsync(() => system.Http.PostAnswerAsync("/tasks/preview/", SharedApi.Body()))).ShouldBegin(
            503,
            "failed to try a labeling task on a sample of its posts, additional error message: the message broker is blocked"
        );
        var waiting = await system.Http.StatusAsync(started);
        Assert.That(waiting.Text("stat"), Is.EqualTo("PENDING"));
        Assert.That(waiting.Text("waiting_for"), Does.StartWith("the message broker is blocked"));

        await ControlAsync("set_vm_memory_high_watermark 0.6");
        Assert.That((await system.Http.WaitUntilDoneAsync(started)).Text("stat"), Is.EqualTo("SUCCESS"));
        foreach (string id in new[] { running, aborted })
            Assert.That((await system.Http.StatusAsync(id)).Text("stat"), Is.EqualTo("BREAK"));
        await BrokerAsync(system, "/health/ready", "Healthy", "");
    }

    [Test]
    public async Task A_chunk_takes_longer_than_the_broker_lets_a_message_be_held()
    {
        // In milliseconds; by itself the broker looks once a minute.
        await ControlAsync("eval application:set_env(rabbit,consumer_timeout,500),application:set_env(rabbit,channel_tick_interval,200).");
        await using var system = await TestSystem.StartAsync(
            Backend.Servers,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["BROKER_URL"] = _broker.Uri.ToString() }
        );
        await system.Input!.ExecuteAsync("CREATE VIEW slow AS SELECT * FROM ts_page_content WHERE SLEEP(0.01) = 0");
        string id = await system.Http.CreateTaskAsync(SharedApi.Body(("INPUT_TABLE", "slow")));
        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That((task.Text("stat"), task.Text("length_receive_table")), Is.EqualTo(("SUCCESS", $"{SharedApi.Posts.Count}")));
    }

    private Task<string> ControlAsync(string command) => _broker.ControlAsync(command.Split(' '));

    private static async Task BrokerAsync(TestSystem system, string path, string status, string reason)
    {
        var part = await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync(path)).GetProperty("parts").GetProperty("broker"),
            part => part.Text("status") == status,
            TimeSpan.FromSeconds(15)
        );
        Assert.That(part.Text("reason") ?? "", Does.StartWith(reason));
    }

    // Not a measure of speed: without the knowledge, each of these would wait for its five seconds to end.
    private static async Task<T> PromptAsync<T>(Func<Task<T>> call)
    {
        var watch = Stopwatch.StartNew();
        var answer = await call();
        Assert.That(watch.Elapsed, Is.LessThan(s_prompt));
        return answer;
    }
}
