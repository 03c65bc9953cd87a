namespace Audience.Tests.Faults;

/// <summary>
/// A worker that stands still, as one does whose machine is suspended or whose network is gone: its connections stay open.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class FrozenWorkerTests
{
    [Test]
    public async Task Others_do_its_work_and_what_it_writes_late_counts_for_nothing()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        string taskId = await system.CreateAsync(TaskShape.Authors);
        await system.WaitForChunksInHandAsync(taskId);
        var frozen = system.Workers[0];
        frozen.Process.Pause();
        // The end comes while it stands still: nothing that it holds is waited for, be it a claim, a lock or a message.
        await system.WaitUntilDoneAsync(taskId);
        frozen.Process.Continue();
        await frozen.WaitUntilReadyAsync();
        // Its next task ends after whatever it still had in hand.
        await system.WaitUntilDoneAsync(await system.CreateAsync(TaskShape.Nothing));
        Assert.That(baseline.Of(TaskShape.Authors).DifferencesOf(await system.SnapshotAsync(taskId)), Is.Empty);
    }
}
