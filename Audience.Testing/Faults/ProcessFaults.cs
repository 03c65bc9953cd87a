using Audience.Testing.Systems;

namespace Audience.Testing.Faults;

/// <summary>Processes that end, or stand still.</summary>
internal static class ProcessFaults
{
    /// <summary>Longer than a claim's lease, so that another worker takes over what the paused one holds.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(18);

    public static readonly IReadOnlyList<Fault> All =
    [
        new("worker-killed", site => KillAsync([site.Pick(site.System.Workers)])),
        new("all-workers-killed", site => KillAsync(site.System.Workers)),
        new("api-killed", site => KillAsync([site.System.Api])),
        new("worker-stopped", site => StopAsync(site.Pick(site.System.Workers))),
        new("api-stopped", site => StopAsync(site.System.Api)),
        new("worker-paused", site => PauseAsync(site.Pick(site.System.Workers))),
    ];

    private static async Task KillAsync(IReadOnlyList<FaultHost> hosts)
    {
        foreach (var host in hosts)
            host.Process.Kill();
        await StartAsync(hosts);
    }

    private static async Task StopAsync(FaultHost host)
    {
        int code = await host.Process.SigTermAsync(TimeSpan.FromMinutes(1));
        if (code != 0)
            throw new InvalidOperationException(
                $"{host.Process.Name} ended with {code} instead of 0 after SIGTERM:\n{host.Process.Tail()}"
            );
        await StartAsync([host]);
    }

    private static async Task PauseAsync(FaultHost host)
    {
        host.Process.Pause();
        await Task.Delay(s_pause);
        host.Process.Continue();
    }

    private static async Task StartAsync(IReadOnlyList<FaultHost> hosts)
    {
        foreach (var host in hosts)
            await host.StartAsync();
        foreach (var host in hosts)
            await host.WaitUntilReadyAsync();
    }
}
