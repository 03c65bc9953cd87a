using Audience.Testing.Systems;

namespace Audience.Testing.Faults;

/// <summary>Messages that come twice, late, out of order, for what is gone, or that nobody understands.</summary>
internal static class MessageFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("messages-twice", site => RepeatAsync(site, site.Open)),
        new("messages-late", site => RepeatAsync(site, [.. site.Past, $"{Guid.NewGuid():N}"])),
        new("messages-broken", BreakAsync),
    ];

    private static async Task RepeatAsync(FaultSite site, IReadOnlyList<string> tasks)
    {
        if (tasks.Count == 0)
            return;
        var broker = site.System.Broker;
        for (int i = 0; i < 40; i++)
        {
            var taskId = Guid.ParseExact(site.Pick(tasks), "N");
            await (
                site.Random.Next(8) switch
                {
                    0 => broker.SendAsync("audience-tasks", "CreateTask", new { taskId }),
                    1 => broker.SendAsync("audience-tasks", "WakeTask", new { taskId }),
                    2 => broker.SendAsync("audience-tasks", "WakeDump", new { dumpId = taskId }),
                    3 => broker.SendAsync("audience-dumps", "WakeDump", new { dumpId = taskId }),
                    _ => broker.SendAsync("audience-tasks", "WakeTask", new { taskId = Guid.NewGuid() }),
                }
            );
        }
    }

    private static async Task BreakAsync(FaultSite site)
    {
        foreach (string queue in BrokerClient.Queues)
        {
            await site.System.Broker.SendAsync(queue, "this is no message");
            await site.System.Broker.SendAsync(
                queue,
                """{ "messageType": ["urn:message:Audience.Contracts.Messages:WakeTask"], "message": { "taskId": "no id" } }"""
            );
            await site.System.Broker.SendAsync(queue, "TurnIntoGold", new { amount = 3 });
        }
    }
}
