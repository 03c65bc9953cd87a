using Audience.Contracts.Workers;
using Audience.Data;
using Dapper;

namespace Audience.Jobs.Workers;

/// <summary>How much work waits in the queues.</summary>
public sealed class QueueTable(OutputDatabase database)
{
    /// <summary>By queue and kind; what failed for good is told by its task.</summary>
    public async Task<IReadOnlyList<QueueSummary>> ListAsync(CancellationToken cancellationToken)
    {
        string now = database.Dialect.NowMs;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"SELECT queue AS Queue, kind AS Kind, {Sum($"status = 'waiting' AND due_at <= {now}")} AS Waiting, "
                    + $"{Sum("status = 'running'")} AS Running, {Sum($"status = 'waiting' AND due_at > {now}")} AS PutOff, "
                    + $"{Sum("attempts > 1 OR postponed > 0")} AS Retried, {now} - MIN(added_at) AS Age, "
                    + $"MAX(CASE WHEN status = 'waiting' AND due_at > {now} THEN COALESCE(waiting_for, error) END) AS WaitingFor "
                    + "FROM work_item WHERE status IN ('waiting', 'running') GROUP BY queue, kind ORDER BY queue, kind",
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.Select(r => new QueueSummary
            {
                Queue = r.Queue,
                Kind = r.Kind,
                Waiting = r.Waiting,
                Running = r.Running,
                PutOff = r.PutOff,
                Retried = r.Retried,
                OldestSeconds = Math.Max(0, r.Age) / 1000.0,
                WaitingFor = r.WaitingFor,
            }),
        ];

        string Sum(string what) => $"CAST(COALESCE(SUM({what}), 0) AS {database.Dialect.WholeNumber})";
    }

    private sealed record Row
    {
        public required string Queue { get; init; }
        public required string Kind { get; init; }
        public long Waiting { get; init; }
        public long Running { get; init; }
        public long PutOff { get; init; }
        public long Retried { get; init; }
        public long Age { get; init; }
        public string? WaitingFor { get; init; }
    }
}
