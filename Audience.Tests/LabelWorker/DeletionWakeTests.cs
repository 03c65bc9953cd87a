using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.LabelWorker;

/// <summary>A deletion that is woken again and again runs once at a time, on one of the workers.</summary>
[Category("broker")]
internal sealed class DeletionWakeTests
{
    private const int Wakes = 10;
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    [Test]
    public async Task However_often_it_is_woken_it_runs_once_at_a_time()
    {
        using var broker = await TestVirtualHost.TakeAsync();
        await using var results = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?> { ["OUTPUT_SCHEMA"] = results.Name, ["BROKER_URL"] = broker.Uri.ToString() };
        var posts = new PostMaker(1_000, new DateTime(2020, 1, 1), 30).Make();
        await using var system = await TestSystem.StartAsync(Backend.Servers, posts, settings);
        await using var other = await TestSystem.StartAsync(Backend.Servers, [], settings);
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { latin = new[] { "a" } },
            }
        );
        var done = await system.Http.WaitUntilDoneAsync(id);

        // The deletion has to wait for the tables, and stays in hand. Its statements lock nothing yet, so that its saga can be woken.
        await using var locking = await system.Output.OpenAsync(default);
        await locking.ExecuteAsync("LOCK TABLES " + string.Join(", ", done.Text("result")!.Split(',').Select(table => $"{table} WRITE")));
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        const string running = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'DELETE FROM%'";
        await Eventually.GetAsync(() => system.CountAsync(running), count => count > 0, s_timeout);

        for (int wake = 0; wake < Wakes; wake++)
        {
            // Its saga puts off the next look at it, each time that it is woken.
            const string check = "SELECT check_at FROM state WHERE task_id = @id";
            long before = await system.CountAsync(check, new { id });
            await system.Get<SagaWaker>().TryWakeAsync(WorkKind.Delete, id);
            await Eventually.GetAsync(() => system.CountAsync(check, new { id }), at => at > before, s_timeout);
            await other.Get<SagaWaker>().TryTellAddedAsync(id);
        }
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM work_item WHERE parent_id = @id", new { id }), Is.EqualTo(1));
        Assert.That(
            await other.Get<LeaseStore>().ClaimAsync(WorkKind.Delete, id, 0, "rival", "worker", default),
            Is.Null,
            "another worker gets it"
        );
        Assert.That(await system.CountAsync(running), Is.EqualTo(1), "statements that delete");

        await locking.ExecuteAsync("UNLOCK TABLES");
        await Eventually.GetAsync(
            () => system.CountAsync("SELECT COUNT(*) FROM state WHERE task_id = @id", new { id }),
            count => count == 0,
            s_timeout
        );
    }
}
