using Audience.Testing.Systems;

namespace Audience.Testing.Faults;

/// <summary>The broker goes, forgets, or cannot be reached.</summary>
internal static class BrokerFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new(
            "broker-killed",
            async site =>
            {
                site.System.Servers.Broker.Kill();
                await site.System.Servers.Broker.StartAgainAsync();
            }
        ),
        new(
            "broker-stopped",
            async site =>
            {
                await site.System.Servers.Broker.StopAsync();
                await site.System.Servers.Broker.StartAgainAsync();
            }
        ),
        new("broker-wiped", site => site.System.Servers.Broker.ResetAsync()),
        new("queues-purged", site => EachQueueAsync(site, site.System.Broker.PurgeAsync)),
        new("queues-deleted", site => EachQueueAsync(site, site.System.Broker.DeleteAsync)),
        new("broker-cut", site => CutAsync(site, 4)),
        new(
            "broker-away",
            async site =>
            {
                site.System.Servers.BrokerLine.Refuse();
                await site.LastAsync(1_000, 8_000);
                site.System.Servers.BrokerLine.Accept();
            }
        ),
    ];

    private static async Task EachQueueAsync(FaultSite site, Func<string, Task> strike)
    {
        foreach (string queue in BrokerClient.Queues)
            await strike(queue);
    }

    private static async Task CutAsync(FaultSite site, int times)
    {
        for (int i = 0; i < times; i++)
        {
            site.System.Servers.BrokerLine.Cut();
            await site.LastAsync(50, 700);
        }
    }
}
