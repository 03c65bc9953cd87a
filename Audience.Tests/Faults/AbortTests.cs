using System.Diagnostics;
using Audience.Testing.Systems;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>An abort takes effect within 2 seconds, whatever is running, and from then on nothing is written for the task.</summary>
[Category("faults"), NonParallelizable]
internal sealed class AbortTests
{
    // What is aborted here would take far longer by itself. A busy machine gets more than the 2 seconds.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    [TestCase(true)]
    [TestCase(false)]
    public async Task In_the_middle_of_chunks(bool brokerThere)
    {
        var system = await FaultSuite.SystemAsync();
        await FaultSuite.BaselineAsync();
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.HoldChunksAsync(taskId);
        if (!brokerThere)
            system.Servers.BrokerLine.Refuse();
        await AbortAsync(system, taskId, "label");
        await NothingComesAsync(system, taskId);
    }

    [Test]
    public async Task In_production()
    {
        var system = await FaultSuite.SystemAsync();
        await FaultSuite.BaselineAsync();
        await using var locking = await system.OpenAsync();
        await locking.ExecuteAsync("LOCK TABLES wh_panel_mapping_blog WRITE");
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM work_item WHERE parent_id = @taskId AND kind = 'produce' AND status = 'running' AND item = 'blog'",
            new { taskId },
            count => count == 1
        );
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM task_group WHERE task_id = @taskId AND status = 'done'",
            new { taskId },
            count => count == 7
        );
        await AbortAsync(system, taskId, "produce");
        await locking.ExecuteAsync("UNLOCK TABLES");
        await NothingComesAsync(system, taskId);
        Assert.That((await system.SnapshotAsync(taskId)).Tables, Does.Not.ContainKey("wh_panel_mapping_blog"));
    }

    [Test]
    public async Task While_production_waits_for_its_countdown()
    {
        var system = await FaultSuite.SystemAsync();
        string taskId = await system.CreateAsync(TaskShape.Contents, countdown: 2);
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM state WHERE task_id = @taskId AND phase = 'producing'",
            new { taskId },
            count => count == 1
        );
        await AbortAsync(system, taskId, "produce");
        await NothingComesAsync(system, taskId);
        Assert.That((await system.SnapshotAsync(taskId)).Tables.Keys, Has.None.StartsWith("wh_panel_mapping_"));
    }

    [Test]
    public async Task A_task_that_is_being_dumped_has_ended_and_stays()
    {
        var system = await FaultSuite.SystemAsync();
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.WaitUntilDoneAsync(taskId);
        await using var locking = await system.OpenAsync();
        await locking.ExecuteAsync("LOCK TABLES wh_panel_mapping_blog WRITE");
        var (_, dump) = await system.Calls.PostAsync(
            "/tasks/dump/",
            new
            {
                GROUP = "GENDER",
                TASK_IDS = new[] { taskId },
                OUTPUT_DATABASE = FaultSystem.DumpSchema,
            }
        );
        string dumpId = dump.GetProperty("dump_id").GetString()!;
        await using var other = await system.Servers.Database.OpenAsync();
        await Eventually.GetAsync(
            () =>
                other.ExecuteScalarAsync<long>(
                    "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table metadata lock%'"
                ),
            count => count > 0,
            TimeSpan.FromMinutes(1)
        );
        var aborted = await system.Calls.PostAsync("/tasks/abort/", new { TASK_ID = taskId });
        var deleted = await system.Calls.PostAsync("/tasks/delete/", new { TASK_ID = taskId });
        await locking.ExecuteAsync("UNLOCK TABLES");
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM dump WHERE dump_id = @dumpId AND status = 'finished'",
            new { dumpId },
            count => count == 1
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                (aborted.Code, aborted.Message.ToString()),
                Is.EqualTo((400, $"task {taskId} has ended with SUCCESS and cannot be aborted"))
            );
            Assert.That(
                (deleted.Code, deleted.Message.ToString()),
                Is.EqualTo((400, $"task {taskId} is being dumped: delete it when dump {dumpId} has ended"))
            );
        });
    }

    private static async Task AbortAsync(FaultSystem system, string taskId, string kind)
    {
        long start = Stopwatch.GetTimestamp();
        var (code, message) = await system.Calls.PostAsync("/tasks/abort/", new { TASK_ID = taskId });
        Assert.That(code, Is.EqualTo(200), message.ToString());
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM work_item WHERE parent_id = @taskId AND kind = @kind AND status = 'running'",
            new { taskId, kind },
            count => count == 0,
            s_soon
        );
        await TestContext.Out.WriteLineAsync($"aborted after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    }

    // Another task is done from start to end meanwhile, by the same workers.
    private static async Task NothingComesAsync(FaultSystem system, string taskId)
    {
        var before = await system.SnapshotAsync(taskId);
        await system.Servers.RestoreAsync();
        await system.WaitUntilDoneAsync(await system.CreateAsync(TaskShape.Nothing));
        Assert.That(before.DifferencesOf(await system.SnapshotAsync(taskId)), Is.Empty);
        Assert.That(before.Figures["stat"], Is.EqualTo("BREAK"));
    }
}
