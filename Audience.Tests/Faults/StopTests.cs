using System.Diagnostics;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>SIGTERM: what is in hand is finished or given back within 10 seconds, and nobody waits for a time-out.</summary>
[Category("faults"), NonParallelizable]
internal sealed class StopTests
{
    // A busy machine gets more than the 10 seconds; a worker that waited for its silent source would take 20 seconds for each answer.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(20);

    [Test]
    public async Task A_worker_gives_back_its_chunks_and_another_takes_them_at_once()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        await system.Workers[1].Process.SigTermAsync(s_soon);
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.HoldChunksAsync(taskId);

        long start = Stopwatch.GetTimestamp();
        int code = await system.Workers[0].Process.SigTermAsync(s_soon);
        await TestContext.Out.WriteLineAsync($"ended after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.That(code, Is.Zero, system.Workers[0].Process.Tail());
        Assert.That(
            await system.ScalarAsync<long>(
                "SELECT COUNT(*) FROM work_item WHERE parent_id = @taskId AND (status = 'running' OR attempts > 0)",
                new { taskId }
            ),
            Is.Zero,
            "chunks that were not given back"
        );

        await system.RestoreAsync();
        await system.WaitUntilDoneAsync(taskId);
        Assert.That(baseline.Of(TaskShape.Authors).DifferencesOf(await system.SnapshotAsync(taskId)), Is.Empty);
        Assert.That(
            await system.ScalarAsync<long>("SELECT MAX(attempts) FROM task_chunk WHERE task_id = @taskId", new { taskId }),
            Is.EqualTo(1),
            "attempts of a chunk"
        );
    }

    [Test]
    public async Task The_api_answers_what_it_was_asked_before()
    {
        var system = await FaultSuite.SystemAsync();
        string taskId = $"{Guid.NewGuid():N}";
        await using var locking = await system.OpenAsync();
        await locking.ExecuteAsync("LOCK TABLES state READ");
        var creating = system.Calls.PostAsync("/tasks/", TaskShape.Contents.Body(taskId));
        await using (var other = await system.Servers.Database.OpenAsync())
            await Eventually.GetAsync(
                () =>
                    other.ExecuteScalarAsync<long>(
                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO "
                            + "LIKE 'INSERT IGNORE INTO state%' AND STATE LIKE 'Waiting%'"
                    ),
                count => count > 0,
                TimeSpan.FromMinutes(1)
            );
        var ended = system.Api.Process.SigTermAsync(s_soon);
        await Eventually.GetAsync(() => RefusesAsync(system.Api.Address), refuses => refuses, s_soon);
        await locking.ExecuteAsync("UNLOCK TABLES");
        var (code, message) = await creating;
        Assert.That(code, Is.EqualTo(200), message.ToString());
        Assert.That(await ended, Is.Zero, system.Api.Process.Tail());
        await system.RestoreAsync();
        Assert.That((await system.WaitUntilDoneAsync(taskId)).Text("stat"), Is.EqualTo("SUCCESS"));
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
