using Audience.Contracts.Tasks.Reports;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>How far the chunks of a task are: neighbours are joined in the database, so that thousands of them are a short
/// answer.</summary>
public sealed class ChunkProgress(OutputDatabase database)
{
    /// <summary>The chunks in at most so many stretches.</summary>
    public async Task<IReadOnlyList<ChunkStretch>> ReadAsync(string taskId, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (count, first) = await connection.QuerySingleAsync<(int Count, int First)>(
            Command("SELECT COUNT(*), COALESCE(MIN(seq), 0) FROM task_chunk WHERE task_id = @taskId", new { taskId })
        );
        if (count == 0)
            return [];
        int step = (count + most - 1) / most;
        string part = "(seq - @first - (seq - @first) % @step)";
        var rows = await connection.QueryAsync<Row>(
            Command(
                $"SELECT {part} AS Part, MIN(from_time) AS FromTime, MAX(to_time) AS ToTime, COUNT(*) AS Chunks, "
                    + $"{Sum("status = 'done'")} AS Done, {Sum("status = 'failed'")} AS Failed, {Sum("posts")} AS Posts, "
                    + $"{Sum("label_rows")} AS LabelRows FROM task_chunk WHERE task_id = @taskId GROUP BY {part} ORDER BY {part}",
                new
                {
                    taskId,
                    first,
                    step,
                }
            )
        );
        // Few: what workers have in hand, and what was put off.
        var items = (
            await connection.QueryAsync<(int Seq, string Status)>(
                Command(
                    "SELECT ordinal, status FROM work_item WHERE parent_id = @taskId AND kind = 'label' AND "
                        + "(status = 'running' OR status = 'waiting' AND (attempts > 0 OR postponed > 0)) LIMIT 10000",
                    new { taskId }
                )
            )
        ).ToLookup(i => i.Seq - first - (i.Seq - first) % step, i => i.Status == "running");
        return
        [
            .. rows.Select(r => new ChunkStretch
            {
                From = r.FromTime,
                To = r.ToTime,
                Chunks = r.Chunks,
                Done = r.Done,
                Running = items[r.Part].Count(isRunning => isRunning),
                Troubled = r.Failed + items[r.Part].Count(isRunning => !isRunning),
                Posts = r.Posts,
                LabelRows = r.LabelRows,
            }),
        ];

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);

        string Sum(string what) => $"CAST(COALESCE(SUM({what}), 0) AS {database.Dialect.WholeNumber})";
    }

    /// <summary>How long the task's phases took; nothing of a task that an earlier version made.</summary>
    public async Task<IReadOnlyList<PhaseTime>> ReadPhasesAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<TaskTimes>(
            new CommandDefinition(
                $"SELECT phase AS Phase, stat AS Stat, created AS Created, started_at AS StartedAt, run_time AS RunTime, "
                    + $"produce_at AS ProduceAt, progress_at AS ProgressAt, {database.Dialect.NowMs} AS Now "
                    + "FROM state WHERE task_id = @taskId",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return row?.Phases ?? [];
    }

    private sealed record Row
    {
        public int Part { get; init; }
        public DateTime FromTime { get; init; }
        public DateTime ToTime { get; init; }
        public int Chunks { get; init; }
        public int Done { get; init; }
        public int Failed { get; init; }
        public long Posts { get; init; }
        public long LabelRows { get; init; }
    }
}
