using Audience.Testing.Systems;
using Dapper;

namespace Audience.Tests.Faults;

/// <summary>News of a task outlives every process.</summary>
[Category("faults"), NonParallelizable]
internal sealed class KilledCallbackTests
{
    [Test]
    public async Task It_arrives_again_where_everything_dies_before_it_is_noted()
    {
        var system = await FaultSuite.SystemAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        // The first answer comes when nobody is left to hear it.
        var dead = new TaskCompletionSource();
        receiver.Answer = _ => dead.Task;
        string taskId = $"{Guid.NewGuid():N}";
        var body = new Dictionary<string, object>(TaskShape.Authors.Body(taskId)) { ["CALLBACK_URL"] = receiver.Url() };
        await system.Calls.CreateAsync(body);
        var first = (await receiver.WaitAsync(1))[0];
        await KillAsync(system);
        dead.SetResult();
        receiver.Answer = _ => Task.CompletedTask;
        await PassAsync(system, taskId);
        await system.RestoreAsync();

        var again = (await receiver.WaitAsync(2))[1];
        Assert.Multiple(() =>
        {
            Assert.That((again.Delivery, again.Body), Is.EqualTo((first.Delivery, first.Body)));
            Assert.That((again.Json.Text("id"), again.Json.Text("stat")), Is.EqualTo((taskId, "SUCCESS")));
        });
        await system.WaitForCountAsync(
            "SELECT COUNT(*) FROM callback WHERE subject_id = @taskId AND status = 'delivered'",
            new { taskId },
            count => count == 1
        );
    }

    [Test]
    public async Task It_arrives_where_everything_dies_while_the_task_runs()
    {
        var system = await FaultSuite.SystemAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        string taskId = $"{Guid.NewGuid():N}";
        var body = new Dictionary<string, object>(TaskShape.Authors.Body(taskId)) { ["CALLBACK_URL"] = receiver.Url() };
        await system.Calls.CreateAsync(body);
        await system.WaitForChunksInHandAsync(taskId);
        await KillAsync(system);
        await system.RestoreAsync();
        var told = (await receiver.WaitAsync(1))[0];
        Assert.That((told.Json.Text("id"), told.Json.Text("stat")), Is.EqualTo((taskId, "SUCCESS")));
        Assert.That(
            await system.ScalarAsync<long>("SELECT COUNT(*) FROM callback WHERE subject_id = @taskId", new { taskId }),
            Is.EqualTo(1)
        );
    }

    private static async Task KillAsync(FaultSystem system)
    {
        foreach (var host in system.Hosts)
            host.Process.Kill();
        // What they held is free once the server has noticed.
        await Eventually.GetAsync(
            () => Task.FromResult(system.Hosts.Any(host => host.IsRunning)),
            running => !running,
            TimeSpan.FromSeconds(30)
        );
    }

    // The lease of the dead.
    private static async Task PassAsync(FaultSystem system, string taskId)
    {
        await using var connection = await system.OpenAsync();
        await connection.ExecuteAsync("UPDATE callback SET due_at = 0 WHERE subject_id = @taskId", new { taskId });
    }
}
