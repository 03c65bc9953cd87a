using Audience.Data;
using Audience.Jobs.Messaging;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Watchdog;

/// <summary>A table of sagas that the watchdog looks after: its column <c>check_at</c> says when a row is to be looked at.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The column of the saga's id.</param>
/// <param name="Open">An SQL condition: which rows have not ended.</param>
/// <param name="Wake">Has a saga look at the tables.</param>
public sealed record WatchedSaga(string Table, string Key, string Open, Func<CommandSender, Guid, CancellationToken, Task> Wake);

/// <summary>
/// Has the sagas look at what is due: after COUNTDOWN, and whenever something has stood still: a message was lost, a worker died, the
/// broker was wiped. The tables are the truth, messages are hints; so waking a saga in vain does no harm.
/// </summary>
public sealed class SagaWatchdog(
    IEnumerable<WatchedSaga> sagas,
    OutputDatabase database,
    IBus bus,
    BrokerState broker,
    TimeProvider time,
    ILogger<SagaWatchdog> log
) : PeriodicService(TimeSpan.FromSeconds(1), time, log, "What is due cannot be looked up")
{
    /// <summary>How long a saga may stand still before it is woken, in milliseconds.</summary>
    public const int CheckMs = 10_000;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        // What is due stays due, and is looked at as soon as the broker takes messages again.
        if (broker.Blocked is not null)
            return;
        foreach (var saga in sagas)
            await LookAsync(saga, cancellationToken);
    }

    // Of several workers only the one that moves a row's check_at on wakes its saga.
    private async Task LookAsync(WatchedSaga saga, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string now = database.Dialect.NowMs;
        var due = await connection.QueryAsync<(string Id, long CheckAt)>(
            new CommandDefinition(
                $"SELECT {saga.Key}, check_at FROM {saga.Table} WHERE {saga.Open} AND check_at <= {now} ORDER BY check_at LIMIT 100",
                cancellationToken: cancellationToken
            )
        );
        foreach (var (id, checkAt) in due)
        {
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
