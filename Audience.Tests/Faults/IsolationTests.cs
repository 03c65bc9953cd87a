using System.Diagnostics;
using Audience.Samples;
using Audience.Testing;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>A task with trouble, or a huge one, does not keep the others from their work.</summary>
[Category("faults"), NonParallelizable]
internal sealed class IsolationTests
{
    private static readonly Dictionary<string, string?> s_settings = new() { ["WORKER_CONCURRENCY"] = "2", ["CHUNK_SIZE"] = "1000" };

    /// <summary>How a source dies.</summary>
    public enum Death
    {
        /// <summary>It refuses connections.</summary>
        Refuses,

        /// <summary>It takes them, and says nothing.</summary>
        Hangs,

        /// <summary>It sends a packet now and then.</summary>
        Trickles,
    }

    [TestCase(Death.Refuses)]
    [TestCase(Death.Hangs)]
    [TestCase(Death.Trickles)]
    public async Task A_dead_source_keeps_nobody_from_another(Death death)
    {
        await using var system = await StartAsync(60_000);
        var server = await Servers.MariaDbAsync();
        var proxy = TcpProxy.Start(server.Port, TimeSpan.FromMilliseconds(20));
        // Refused, not disposed of: what is late by an hour would be waited for.
        using var refusal = new Undo(proxy.Refuse);
        var alone = await TimeAsync(system, await CreateAsync(system, null));

        string dead = await CreateAsync(system, proxy.Port);
        await system.Http.WaitForAsync(dead, t => t.GetProperty("progress").GetDouble() > 0);
        if (death == Death.Refuses)
            proxy.Refuse();
        else
            proxy.Latency = death == Death.Hangs ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(20);
        if (death == Death.Refuses)
            proxy.Cut();
        await Eventually.GetAsync(
            () => system.Http.StatusAsync(dead),
            t => t.Text("waiting_for") is { } reason && reason.Contains("127.0.0.1", StringComparison.Ordinal),
            TimeSpan.FromMinutes(1)
        );

        var beside = await TimeAsync(system, await CreateAsync(system, null));
        await TestContext.Out.WriteLineAsync($"alone {alone.TotalSeconds:0.0} s, beside a source that {death} {beside.TotalSeconds:0.0} s");
        Assert.That(beside, Is.LessThan(alone * 1.2 + TimeSpan.FromSeconds(5)));
        Assert.That((await system.Http.StatusAsync(dead)).Text("stat"), Is.EqualTo("PENDING"));
        await system.Http.PostAsync("/tasks/abort/", new { TASK_ID = dead });
    }

    [Test]
    public async Task A_huge_task_delays_a_small_one_by_a_piece()
    {
        await using var system = await StartAsync(150_000);
        string huge = await CreateAsync(system, null);
        await system.Http.WaitForAsync(huge, t => t.GetProperty("progress").GetDouble() > 0);
        string small = await system.Http.CreateTaskAsync(Body(system, null, "2020-01-02"));
        await system.Http.WaitUntilDoneAsync(small);
        var open = await system.Http.StatusAsync(huge);
        Assert.That(open.Text("phase"), Is.EqualTo("labeling"), "it had ended before the small one");
        await system.Http.PostAsync("/tasks/abort/", new { TASK_ID = huge });
    }

    [Test]
    public async Task A_task_that_waits_says_what_for_and_so_do_workers_and_health()
    {
        await using var system = await StartAsync(3_000);
        string id = await system.Http.CreateTaskAsync(Body(system, null, "2020-02-01", countdown: 3_600));
        var waiting = await system.Http.WaitForAsync(id, t => t.Text("phase") == "producing" && t.Text("waiting_for") is not null);
        Assert.That(waiting.Text("waiting_for"), Does.StartWith("COUNTDOWN until 20"));
        var workers = (await system.Http.ReadAsync("/workers/")).GetProperty("error_message");
        Assert.That(workers.GetArrayLength(), Is.EqualTo(1));
        Assert.That(workers[0].GetProperty("alive").GetBoolean(), Is.True);
        Assert.That(workers[0].Text("kind"), Is.EqualTo("label,model"));
        using (var health = await system.Http.GetAsync(new Uri("/health/system", UriKind.Relative)))
            Assert.That((int)health.StatusCode, Is.EqualTo(200), await health.Content.ReadAsStringAsync());
        await using var connection = await system.Output.OpenAsync(default);
        await connection.ExecuteAsync(
            "UPDATE worker SET queues = 'other', seen_at = seen_at + 3600000; UPDATE state SET phase = 'queued', check_at = NULL"
        );
        var asleep = await system.Http.WaitForAsync(
            id,
            t => t.Text("waiting_for")?.StartsWith("COUNTDOWN", StringComparison.Ordinal) == false
        );
        Assert.That(asleep.Text("waiting_for"), Is.EqualTo("a label worker: none serves the queue queue1"));
        string metrics = await system.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.That(metrics, Does.Contain("audience_queue_depth{queue=\"queue1\"} 1"), "a task that is not planned yet");
    }

    private static Task<TestSystem> StartAsync(int posts) =>
        TestSystem.StartAsync(
            Backend.Servers,
            new PostMaker(posts, new DateTime(2020, 1, 1), 30).Make(),
            new Dictionary<string, string?>(s_settings) { ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]) }
        );

    private static async Task<string> CreateAsync(TestSystem system, int? port)
    {
        string password = (await Servers.MariaDbAsync()).Password;
        return await system.Http.CreateTaskAsync(Body(system, port, "2020-02-01", password: password));
    }

    private static object Body(TestSystem system, int? port, string end, int countdown = 0, string password = "")
    {
        var body = new Dictionary<string, object>
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = end,
            ["COUNTDOWN"] = countdown,
            ["INPUT_SCHEMA"] = system.InputSchema,
            ["PATTERN"] = new { female = new[] { "小姐", "娘" }, male = new[] { "哥", "先生" } },
        };
        if (port is { } other)
            body["SITE_CONFIG"] = new
            {
                host = "127.0.0.1",
                port = other,
                user = "root",
                password,
                db = system.InputSchema,
            };
        return body;
    }

    private static async Task<TimeSpan> TimeAsync(TestSystem system, string taskId)
    {
        long start = Stopwatch.GetTimestamp();
        await system.Http.WaitUntilDoneAsync(taskId);
        return Stopwatch.GetElapsedTime(start);
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
