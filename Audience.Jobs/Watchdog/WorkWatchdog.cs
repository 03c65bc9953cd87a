using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Jobs.Leadership;
using Audience.Jobs.Messaging;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Watchdog;

/// <summary>
/// Tells all workers once a second where work has become due that nobody was told of: it was put off, its worker died or gave it back, or a
/// message was lost. What has been due for longer waits for a slot, and those who have one look by themselves.
/// </summary>
public sealed class WorkWatchdog(OutputDatabase database, IBus bus, BrokerState broker, LeaderElection election, ILogger<WorkWatchdog> log)
    : LeaderService("work", TimeSpan.FromSeconds(1), election, log, "Work that is due cannot be looked up")
{
    // What was written before the last look may have been committed after it.
    private const int OverlapMs = 2_000;
    private long _last;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        // Without the broker workers look by themselves, every few seconds.
        if (broker.Blocked is not null)
            return;
        var (now, parent) = await FindAsync(cancellationToken);
        if (parent is not null)
            await broker.RunAsync(token => bus.Publish(new WorkAdded(Guid.ParseExact(parent, "N")), token), BrokerTimeout.Short);
        _last = now - OverlapMs;
    }

    /// <summary>The server's clock, and the parent of some work that has become due since the last look.</summary>
    private async Task<(long Now, string? Parent)> FindAsync(CancellationToken cancellationToken)
    {
        string now = database.Dialect.NowMs;
        var command = new CommandDefinition(
            $"SELECT {now}, (SELECT parent_id FROM work_item WHERE status = 'waiting' AND due_at <= {now} AND (due_at > @last OR "
                + $"added_at > @last) OR status = 'running' AND lease_until > @last AND lease_until < {now} LIMIT 1)",
            new { last = _last },
            cancellationToken: cancellationToken
        );
        return await database.Kept.RunAsync(c => c.QuerySingleAsync<(long, string?)>(command), cancellationToken);
    }
}
