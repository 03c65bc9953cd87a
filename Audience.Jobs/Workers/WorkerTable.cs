using Audience.Data;
using Dapper;

namespace Audience.Jobs.Workers;

/// <summary>The worker processes, as their heartbeats tell.</summary>
public sealed class WorkerTable(OutputDatabase database)
{
    /// <summary>A worker that was silent for longer is taken for dead.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    /// <summary>All that lived within the last day, the latest sign of life first.</summary>
    public async Task<IReadOnlyList<WorkerRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<WorkerRow>(
            new CommandDefinition(
                "SELECT worker_id AS Id, kind AS Kind, host AS Host, version AS Version, "
                    + "queues AS Queues, started_at AS StartedAt, seen_at AS SeenAt, "
                    + $"holds AS Holds, posts_per_second AS PostsPerSecond, {database.Dialect.NowMs} "
                    + "AS Now FROM worker ORDER BY seen_at DESC, worker_id LIMIT 1000",
                cancellationToken: cancellationToken
            )
        );
        return [.. rows];
    }
}

/// <summary>A worker process.</summary>
public sealed record WorkerRow
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary><c>label</c>, <c>model</c>, or both.</summary>
    public required string Kind { get; init; }
    public required string Host { get; init; }
    public required string Version { get; init; }

    /// <summary>Comma-separated.</summary>
    public required string Queues { get; init; }

    /// <summary>The server's clock in milliseconds since 1970, as the following times.</summary>
    public required long StartedAt { get; init; }
    public required long SeenAt { get; init; }
    public required long Now { get; init; }

    /// <summary>What it has in hand: JSON.</summary>
    public required string Holds { get; init; }
    public required double PostsPerSecond { get; init; }

    /// <summary>Whether it has shown a sign of life of late.</summary>
    public bool IsAlive => Now - SeenAt <= WorkerTable.MaxSilence.TotalMilliseconds;

    /// <summary>Whether it serves a queue of tasks.</summary>
    public bool Serves(string queue) => Kind.Split(',').Contains("label") && Queues.Split(',').Contains(queue);
}
