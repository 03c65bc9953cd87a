using System.Globalization;
using Audience.Data;
using Audience.Data.Posts;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Planning;

/// <summary>
/// The chunks of a task, and how far its range is cut into them. Two planners of one task cannot both go on: each step names where
/// the last one ended.
/// </summary>
public sealed class ChunkTable(OutputDatabase database)
{
    private const string IsOfKeys = "COALESCE(from_key, to_key) IS NOT NULL";

    /// <summary>
    /// Where planning of a task stands that began at a time: the end of the last chunk (no time before the first, no key where
    /// chunks are ranges of time), how many chunks there are and
    /// how many wait for a worker; null where the task is not being labelled.
    /// </summary>
    public async Task<(DateTime? PlannedTo, string? Key, int Count, int Waiting)?> FindAsync(
        string taskId,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<(DateTime?, string?, int, int)?>(
            new CommandDefinition(
                "SELECT planned_to, (SELECT to_key FROM task_chunk c WHERE c.task_id = s.task_id ORDER "
                    + "BY seq DESC LIMIT 1), (SELECT COUNT(*) FROM task_chunk c WHERE c.task_id = s.task_id), "
                    + $"(SELECT COUNT(*) FROM work_item w WHERE w.parent_id = s.task_id AND w.kind = '{WorkKind.Label.Name}' "
                    + $"AND w.status = '{WorkStatus.Waiting}') "
                    + "FROM state s WHERE task_id = @taskId AND started_at = @startedAt AND stat = 'PENDING' AND phase = 'labeling'",
                new { taskId, startedAt },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>
    /// When a task began; null where it is not being labelled. A deleted task's id may be given again: with this, it is another
    /// one.
    /// </summary>
    public async Task<long?> FindStartAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                "SELECT started_at FROM state WHERE task_id = @taskId AND stat = 'PENDING' AND phase = 'labeling'",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>
    /// Adds chunks after <paramref name="plannedTo"/>; false where another planner was there first, or the task has ended.
    /// </summary>
    public async Task<bool> AddAsync(
        string taskId,
        string queue,
        long startedAt,
        DateTime? plannedTo,
        int firstSeq,
        IReadOnlyList<PostRange> ranges,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int moved = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE state SET planned_to = @to WHERE task_id = @taskId AND started_at "
                    + "= @startedAt AND stat = 'PENDING' AND phase = 'labeling' AND "
                    + (plannedTo is null ? "planned_to IS NULL" : "planned_to = @plannedTo"),
                new
                {
                    to = ranges[^1].To,
                    taskId,
                    startedAt,
                    plannedTo,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (moved == 0)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_chunk (task_id, seq, from_time, to_time, from_key, to_key, "
                    + "status) VALUES (@taskId, @seq, @From, @To, @FromKey, @ToKey, 'pending')",
                ranges.Select(
                    (r, i) =>
                        new
                        {
                            taskId,
                            seq = firstSeq + i,
                            r.From,
                            r.To,
                            FromKey = r.Keys?.From,
                            ToKey = r.Keys?.To,
                        }
                ),
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await new WorkItems(database, connection, transaction, taskId).AddAsync(
            WorkKind.Label,
            queue,
            ranges.Select((_, i) => (firstSeq + i, (firstSeq + i).ToString(CultureInfo.InvariantCulture))),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The posts of a chunk that is still to be labelled, and when its task began; else null.</summary>
    public async Task<(PostRange Range, long StartedAt)?> FindWantedAsync(string taskId, int seq, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(DateTime, DateTime, string?, string?, long)?>(
            new CommandDefinition(
                $"SELECT CASE WHEN {IsOfKeys} THEN s.start_time ELSE from_time END, CASE WHEN "
                    + $"{IsOfKeys} THEN s.end_time ELSE to_time END, from_key, to_key, started_at "
                    + "FROM task_chunk c JOIN state s USING (task_id) WHERE task_id = "
                    + "@taskId AND seq = @seq AND status <> 'done' AND stat = 'PENDING'",
                new { taskId, seq },
                cancellationToken: cancellationToken
            )
        );
        return row is var (from, to, fromKey, toKey, startedAt)
            ? (new PostRange(from, to, (fromKey ?? toKey) is null ? null : new KeyRange(fromKey, toKey)), startedAt)
            : null;
    }
}
