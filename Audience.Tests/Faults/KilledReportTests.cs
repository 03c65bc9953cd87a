namespace Audience.Tests.Faults;

/// <summary>What rules did stays exact where the worker that counts it dies half-way.</summary>
[Category("faults"), NonParallelizable]
internal sealed class KilledReportTests
{
    [Test]
    public async Task A_chunk_that_is_done_again_counts_once()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), (await FaultSuite.BaselineAsync()).Of(TaskShape.Authors));
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.WaitForChunksInHandAsync(taskId);
        foreach (var worker in system.Workers)
            worker.Process.Kill();
        foreach (var worker in system.Workers)
            await worker.StartAsync();
        foreach (var worker in system.Workers)
            await worker.WaitUntilReadyAsync();
        await system.WaitUntilDoneAsync(taskId);
        var found = await system.SnapshotAsync(taskId);
        Assert.That(found.Tables["task_chunk_report"], Is.Not.Empty.And.EqualTo(baseline.Tables["task_chunk_report"]));
        Assert.That(found.Tables["task_group_panel"], Is.Not.Empty.And.EqualTo(baseline.Tables["task_group_panel"]));
    }
}
