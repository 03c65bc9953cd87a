using Audience.Testing.Faults;
using Audience.Testing.Systems;

namespace Audience.Tests.Faults;

/// <summary>Messages that nobody understands are put aside, for people to look at, and stop nothing.</summary>
[Category("faults"), NonParallelizable]
internal sealed class BrokenMessageTests
{
    [Test]
    public async Task They_go_to_queues_of_their_own_and_work_goes_on()
    {
        var (system, baseline) = (await FaultSuite.SystemAsync(), await FaultSuite.BaselineAsync());
        foreach (string queue in BrokerClient.Queues)
        foreach (string aside in new[] { queue + "_error", queue + "_skipped" })
            while (await system.Broker.TakeAsync(aside) is not null)
                continue;
        await FaultCatalog.Of("messages-broken").StrikeAsync(new FaultSite(system, new Random(1), [], []));
        string taskId = await system.CreateAsync(TaskShape.Contents);
        await system.WaitUntilDoneAsync(taskId);
        Assert.That(baseline.Of(TaskShape.Contents).DifferencesOf(await system.SnapshotAsync(taskId)), Is.Empty);
        foreach (string queue in BrokerClient.Queues)
        {
            await Eventually.GetAsync(
                async () => await system.Broker.CountAsync(queue + "_error") + await system.Broker.CountAsync(queue + "_skipped"),
                count => count == 3,
                TimeSpan.FromMinutes(1)
            );
            // In whatever order they were put aside.
            var aside = new List<string>();
            while (await system.Broker.TakeAsync(queue + "_error") is { } message)
                aside.Add(message);
            Assert.That(aside, Does.Contain("this is no message"));
        }
    }
}
