using Audience.Samples;
using Audience.Testing;

namespace Audience.Tests;

/// <summary>One API and two label workers as processes of their own, on MariaDB and RabbitMQ.</summary>
[Category("broker"), NonParallelizable]
internal sealed class ProcessesTests
{
    [Test]
    public async Task Two_workers_share_a_task_that_shows_its_progress_and_ends_as_worked_out()
    {
        var start = new DateTime(2020, 1, 1);
        MadePost[] posts = [.. new PostMaker(60_000, start, 60).Make()];
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, posts, default);
        // A source that takes its time, so that there is progress to be seen whatever the machine.
        await using var source = TcpProxy.Start(input.Server.Port, TimeSpan.FromMilliseconds(20));
        await using var system = await HostProcesses.StartAsync(
            input,
            output,
            labelWorkers: 2,
            new Dictionary<string, string?>
            {
                ["CHUNK_SIZE"] = "1000",
                ["WORKER_CONCURRENCY"] = "1",
                ["INPUT_PORT"] = $"{source.Port}",
            }
        );

        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-03-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐", "娘" }, male = new[] { "哥", "先生" } },
            }
        );
        var seen = new List<double>();
        var task = await system.Http.WaitForAsync(
            id,
            t =>
            {
                seen.Add(t.GetProperty("progress").GetDouble());
                return t.Text("phase") == "done";
            }
        );

        var rules = new (string Panel, string Keyword)[] { ("/female", "小姐"), ("/female", "娘"), ("/male", "哥"), ("/male", "先生") };
        var expected = new KeywordReference(
            posts,
            [.. rules.Select(r => new ReferenceRule(r.Panel, r.Keyword, "partially"))],
            start,
            new DateTime(2020, 3, 1),
            p => p.Author
        );
        Assert.Multiple(() =>
        {
            Assert.That((task.Text("stat"), task.Text("prod_stat")), Is.EqualTo(("SUCCESS", "finish")), task.ToString());
            foreach (var (column, value) in expected.Totals.Figures())
                Assert.That(task.Text(column), Is.EqualTo(value), column);
            Assert.That(seen, Is.Ordered.Ascending);
            Assert.That(seen.Distinct().Count(p => p is > 0 and < 1), Is.GreaterThanOrEqualTo(2), "progress between the start and the end");
        });
    }

    [TestCase("Audience.Api.dll")]
    [TestCase("Audience.LabelWorker.dll")]
    [TestCase("Audience.ModelWorker.dll")]
    public async Task A_process_without_its_servers_says_what_is_missing(string program)
    {
        var environment = HostProcesses.Blank();
        environment["CHUNK_SIZE"] = "-1";
        await using var process = HostProcess.StartDotnet(Path.Combine(AppContext.BaseDirectory, program), [], environment);
        int code = await process.WaitForExitAsync();
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2), process.Tail());
            Assert.That(process.Tail(), Does.Contain("BROKER_URL: is missing").And.Contain("CHUNK_SIZE: '-1'").And.Not.Contain("   at "));
        });
    }
}
