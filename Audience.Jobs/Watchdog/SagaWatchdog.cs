using Audience.Data;
using Audience.Jobs.Leadership;
using Audience.Jobs.Messaging;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Watchdog;

/// <summary>
/// Has the sagas look at what is due: after COUNTDOWN, and whenever something has stood still: a message was lost, a worker died, the
/// broker was wiped. The tables are the truth, messages are hints; so waking a saga in vain does no harm.
/// </summary>
public sealed class SagaWatchdog(OutputDatabase database, IBus bus, BrokerState broker, LeaderElection election, ILogger<SagaWatchdog> log)
    : LeaderService("sagas", TimeSpan.FromSeconds(1), election, log, "What is due cannot be looked up")
{
    /// <summary>How long a saga may stand still before it is woken, in milliseconds.</summary>
    public const int CheckMs = 10_000;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        // What is due stays due, and is looked at as soon as the broker takes messages again.
        if (broker.Blocked is not null)
            return;
        foreach (var saga in WatchedSaga.All)
            await LookAsync(saga, cancellationToken);
    }

    // Of two watchdogs only the one that moves a row's check_at on wakes its saga.
    private async Task LookAsync(WatchedSaga saga, CancellationToken cancellationToken)
    {
        string now = database.Dialect.NowMs;
        var find = new CommandDefinition(
            $"SELECT {saga.Key}, check_at FROM {saga.Table} WHERE {saga.Open} AND check_at <= {now} ORDER BY check_at LIMIT 100",
            cancellationToken: cancellationToken
        );
        var due = await database.Kept.RunAsync(c => c.QueryAsync<(string Id, long CheckAt)>(find), cancellationToken);
        foreach (var (id, checkAt) in due)
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            int claimed = await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {saga.Table} SET check_at = {now} + {CheckMs} WHERE {saga.Key} = @id AND check_at = @checkAt",
                    new { id, checkAt },
                    cancellationToken: cancellationToken
                )
            );
            // Where the broker is away, the next look finds the others.
            if (claimed == 1)
                await broker.RunAsync(token => saga.Wake(new CommandSender(bus), Guid.ParseExact(id, "N"), token), BrokerTimeout.Long);
        }
    }
}
