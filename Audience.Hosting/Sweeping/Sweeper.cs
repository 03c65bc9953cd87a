using Audience.Data;
using Audience.Hosting.Bus;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Hosting.Sweeping;

/// <summary>A table of sagas that the sweeper looks after: its column <c>check_at</c> says when a row is to be looked at.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The column of the saga's id.</param>
/// <param name="Open">An SQL condition: which rows have not ended.</param>
/// <param name="Wake">Has a saga look at the tables.</param>
public sealed record SweptTable(string Table, string Key, string Open, Func<Commands, Guid, CancellationToken, Task> Wake);

/// <summary>
/// Has the sagas look at what is due: after COUNTDOWN, and whenever something has stood still: a message was lost, a worker died, the
/// broker was wiped. The tables are the truth, messages are hints; so waking a saga in vain does no harm.
/// </summary>
public sealed class Sweeper(
    IEnumerable<SweptTable> tables,
    OutputDatabase database,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Sweeper> log
) : BackgroundService
{
    private const int NextCheckMs = 10_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        bool failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var table in tables)
                    await SweepAsync(table, stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("What is due cannot be looked up, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
        }
    }

    // Of several workers only the one that moves a row's check_at on wakes its saga.
    private async Task SweepAsync(SweptTable swept, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string now = database.Dialect.NowMs;
        var due = await connection.QueryAsync<(string Id, long CheckAt)>(
            new CommandDefinition(
                $"SELECT {swept.Key}, check_at FROM {swept.Table} WHERE {swept.Open} AND check_at <= {now} ORDER BY check_at LIMIT 100",
                cancellationToken: cancellationToken
            )
        );
        foreach (var (id, checkAt) in due)
        {
            int claimed = await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {swept.Table} SET check_at = {now} + {NextCheckMs} WHERE {swept.Key} = @id AND check_at = @checkAt",
                    new { id, checkAt },
                    cancellationToken: cancellationToken
                )
            );
            if (claimed == 0)
                continue;
            await using var scope = scopes.CreateAsyncScope();
            // Where the broker is away, the next sweep finds the others.
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(5));
            await swept.Wake(scope.ServiceProvider.GetRequiredService<Commands>(), Guid.ParseExact(id, "N"), timeout.Token);
        }
    }
}
