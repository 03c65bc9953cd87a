using Audience.Hosting.Settings;
using Audience.Jobs.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Audience.Hosting.Bus;

/// <summary>
/// Looks at the broker once a second, on a connection of its own: the broker tells of an alarm only to who sends something, and stops
/// listening to that connection. While all is well, queues and exchanges are looked at every tenth time: many workers do so.
/// </summary>
internal sealed class BrokerWatch(AudienceSettings settings, BrokerTopology topology, BrokerState state, ILogger<BrokerWatch> log)
    : BackgroundService
{
    // Nobody reads what is sent there: the broker drops it.
    private const string Nowhere = "audience-nowhere";

    private const int LooksPerTopology = 10;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1),
        s_close = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = settings.Work.Broker!,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "audience broker watch",
        };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await factory.CreateConnectionAsync(stoppingToken);
                try
                {
                    await WatchAsync(connection, stoppingToken);
                }
                finally
                {
                    // A blocked broker does not hear a good-bye.
                    await connection.AbortAsync(s_close);
                    await connection.DisposeAsync();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // That the broker is away others tell, and for longer than this has waited.
                log.LogDebug("The broker cannot be looked at: {Reason}", e.Message);
            }
            state.Unblock();
            state.Look(null);
            await Task.Delay(s_period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Ends with the connection, and after an alarm: what was sent during one is answered in no order that matters.
    private async Task WatchAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var blocked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionBlockedAsync += (_, e) => Set(() => blocked.TrySetResult(e.Reason));
        connection.ConnectionUnblockedAsync += (_, _) => Set(() => over.TrySetResult());
        connection.ConnectionShutdownAsync += (_, _) => Set(() => over.TrySetResult());
        for (int looks = 0; !over.Task.IsCompleted; looks++)
        {
            var look = LookAsync(connection, looks % LooksPerTopology == 0 || state.Refused.Count > 0, cancellationToken);
            if (await Task.WhenAny(look, blocked.Task) == blocked.Task)
            {
                await WaitAsync(await blocked.Task, over.Task.WaitAsync(cancellationToken));
                return;
            }
            await look;
            await Task.WhenAny(blocked.Task, over.Task, Task.Delay(s_period, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task LookAsync(IConnection connection, bool atTopology, CancellationToken cancellationToken)
    {
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken))
            await channel.BasicPublishAsync("", Nowhere, ReadOnlyMemory<byte>.Empty, cancellationToken);
        if (!atTopology)
            return;
        var refused = await topology.FindRefusedAsync(connection, cancellationToken);
        foreach (var (name, said) in refused)
            if (state.Refused.GetValueOrDefault(name) != said)
                log.LogError("{Problem}. It is tried again every second", BrokerRefusedException.Explain(name, said));
        foreach (string name in state.Refused.Keys.Except(refused.Keys))
            log.LogInformation("The message broker takes '{Name}' now", name);
        state.Look(refused);
    }

    private async Task WaitAsync(string reason, Task over)
    {
        state.Block(reason);
        state.Look(null);
        log.LogWarning("{Problem}", new BrokerBlockedException(reason).Message);
        await over;
        log.LogInformation("The message broker takes messages again");
    }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
