using Audience.Data;
using Audience.Data.Tasks;
using Dapper;

namespace Audience.Jobs.Leases;

/// <summary>Finds work that may be claimed.</summary>
public sealed class CandidateFinder(OutputDatabase database)
{
    /// <summary>What there is for a worker: one question for all kinds of work, where nothing is to be done most of the time.</summary>
    /// <param name="kinds">The kinds of work that it does.</param>
    /// <param name="queues">The queues that it serves; items without a queue are everybody's.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The kinds of which some items may be claimed now, and when the first that is put off is due; null where none is.</returns>
    public async Task<(IReadOnlySet<string> Kinds, TimeSpan? Due)> LookAsync(
        IEnumerable<WorkKind> kinds,
        IEnumerable<string> queues,
        CancellationToken cancellationToken
    )
    {
        string now = database.Dialect.NowMs;
        var command = new CommandDefinition(
            $"SELECT kind, MAX(CASE WHEN status = 'waiting' AND due_at <= {now} OR "
                + $"status = 'running' AND lease_until < {now} THEN 1 ELSE 0 END), "
                + $"MIN(CASE WHEN status = 'waiting' AND due_at > {now} THEN due_at - {now} END) "
                + "FROM work_item WHERE status IN ('waiting', 'running') AND queue IN @queues AND kind IN @kinds GROUP BY kind",
            new { queues = queues.Append("").Distinct(), kinds = kinds.Select(k => k.Name) },
            cancellationToken: cancellationToken
        );
        var rows = (
            await database.Kept.RunAsync(c => c.QueryAsync<(string Kind, long Claimable, long? DueMs)>(command), cancellationToken)
        ).ToList();
        return (
            rows.Where(r => r.Claimable > 0).Select(r => r.Kind).ToHashSet(),
            rows.Min(r => r.DueMs) is { } ms ? TimeSpan.FromMilliseconds(ms) : null
        );
    }

    /// <summary>The parents of which some items may be claimed now, with how many each has in work.</summary>
    /// <param name="kinds">The kinds of work that the caller does.</param>
    /// <param name="queues">The queues that it serves; items without a queue are everybody's.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<WorkCandidate>> FindAsync(
        IReadOnlyList<WorkKind> kinds,
        IReadOnlyList<string> queues,
        CancellationToken cancellationToken
    )
    {
        string now = database.Dialect.NowMs;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Kind, string Parent, int Running, int? Next, string? Priority)>(
            new CommandDefinition(
                "SELECT w.*, s.priority FROM (SELECT kind, parent_id, CAST(SUM(CASE WHEN status = 'running' AND "
                    + $"lease_until >= {now} THEN 1 ELSE 0 END) AS {database.Dialect.WholeNumber}) AS running, "
                    + $"MIN(CASE WHEN status = 'waiting' AND due_at <= {now} OR "
                    + $"status = 'running' AND lease_until < {now} THEN ordinal END) AS next_item "
                    + "FROM work_item WHERE status IN ('waiting', 'running') AND "
                    + "queue IN @queues AND kind IN @kinds GROUP BY kind, parent_id) w "
                    + "LEFT JOIN state s ON s.task_id = w.parent_id",
                new { queues = queues.Append(""), kinds = kinds.Select(k => k.Name) },
                cancellationToken: cancellationToken
            )
        );
        var all = rows.ToList();
        var running = all.GroupBy(r => r.Parent).ToDictionary(g => g.Key, g => g.Sum(r => r.Running));
        return
        [
            .. all.Where(r => r.Next is not null)
                .Select(r => new WorkCandidate(WorkKind.Of(r.Kind), r.Parent, r.Next!.Value, running[r.Parent], Priority(r.Priority))),
        ];

        static TaskPriority Priority(string? name) => (name is null ? null : PriorityNames.Parse(name)) ?? TaskPriority.Normal;
    }
}
