using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Dapper;

namespace Audience.Data.Authors;

/// <summary>
/// The distinct author hashes that chunks leave per group, but for those that an earlier chunk is known to have left, so that the
/// distinct authors of a task can be counted without reading its posts again.
/// </summary>
public sealed class ChunkAuthors(OutputDatabase database)
{
    private const int PartHashes = 8 * 1024;

    // 512 KiB, twice as much where every byte is escaped: below the least max_allowed_packet that servers come with.
    private const int PartsPerInsert = 8;

    /// <summary>Bytes of hashes that are held while counting; more where that were below 4 KiB a chunk.</summary>
    public int Budget { get; init; } = 32 * 1024 * 1024;

    /// <summary>Writes a chunk's hashes by group, each ascending, within the chunk's transaction.</summary>
    public static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        int seq,
        IEnumerable<(string Group, ReadOnlyMemory<ulong> Sorted)> groups,
        CancellationToken cancellationToken
    )
    {
        var parts = groups.SelectMany(g =>
            Enumerable
                .Range(0, (g.Sorted.Length + PartHashes - 1) / PartHashes)
                .Select(part => (g.Group, Part: part, Hashes: Bytes(g.Sorted, part)))
        );
        foreach (var some in parts.Chunk(PartsPerInsert))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                "INSERT INTO task_chunk_authors (task_id, group_name, seq, part, hashes) VALUES "
                + string.Join(
                    ", ",
                    some.Select(
                        (_, i) => string.Create(CultureInfo.InvariantCulture, $"(@task, @group{i}, {seq}, {some[i].Part}, @hashes{i})")
                    )
                );
            Add("@task", taskId);
            for (int i = 0; i < some.Length; i++)
            {
                Add($"@group{i}", some[i].Group);
                Add($"@hashes{i}", some[i].Hashes);
            }
            await command.ExecuteNonQueryAsync(cancellationToken);

            void Add(string name, object value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
    }

    /// <summary>
    /// Whether chunks are done, as this transaction sees it: what they left is in the tables for as long as what it writes itself.
    /// </summary>
    public static async Task<bool> AreDoneAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        IReadOnlyCollection<int> chunks,
        CancellationToken cancellationToken
    ) =>
        chunks.Count == 0
        || chunks.Count
            == await connection.ExecuteScalarAsync<int>(
                new CommandDefinition(
                    "SELECT COUNT(*) FROM task_chunk WHERE task_id = @taskId AND status = 'done' AND seq IN @chunks",
                    new { taskId, chunks },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );

    /// <summary>
    /// Counts the distinct hashes of a group over all chunks: a k-way merge that holds a slice of each chunk at a time.
    /// </summary>
    public async Task<long> CountDistinctAsync(string taskId, string group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        int chunks = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM task_chunk_authors WHERE task_id = @taskId AND group_name = @group AND part = 0",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
        int slice = HashRun.SliceFor(chunks, Budget);
        var heads = await connection.QueryAsync<(int Seq, byte[] Hashes, int Length)>(
            new CommandDefinition(
                "SELECT seq, SUBSTR(hashes, 1, @slice), LENGTH(hashes) FROM task_chunk_authors "
                    + "WHERE task_id = @taskId AND group_name = @group AND part = 0",
                new
                {
                    taskId,
                    group,
                    slice,
                },
                cancellationToken: cancellationToken
            )
        );
        var queue = new PriorityQueue<HashRun, ulong>();
        foreach (var (seq, hashes, length) in heads)
            Enqueue(new HashRun(seq, 0, 0, length, hashes));
        long distinct = 0;
        ulong? last = null;
        while (queue.TryPeek(out var run, out ulong hash))
        {
            if (hash != last)
                distinct++;
            last = hash;
            if (run.MoveNext())
            {
                queue.EnqueueDequeue(run, run.Current);
                continue;
            }
            queue.Dequeue();
            if (run.Next(PartHashes * sizeof(ulong)) is var (part, offset) && await ReadAsync(run.Seq, part, offset) is { } next)
                Enqueue(next);
        }
        return distinct;

        void Enqueue(HashRun run)
        {
            if (run.MoveNext())
                queue.Enqueue(run, run.Current);
        }

        async Task<HashRun?> ReadAsync(int seq, int part, int offset)
        {
            var row = await connection.QuerySingleOrDefaultAsync<(byte[] Hashes, int Length)?>(
                new CommandDefinition(
                    "SELECT SUBSTR(hashes, @offset + 1, @slice), LENGTH(hashes) FROM task_chunk_authors "
                        + "WHERE task_id = @taskId AND group_name = @group AND seq = @seq AND part = @part",
                    new
                    {
                        taskId,
                        group,
                        seq,
                        part,
                        offset,
                        slice,
                    },
                    cancellationToken: cancellationToken
                )
            );
            return row is var (hashes, length) ? new HashRun(seq, part, offset, length, hashes) : null;
        }
    }

    /// <summary>Deletes a group's hashes once they are counted.</summary>
    public static Task DeleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string group,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM task_chunk_authors WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    private static byte[] Bytes(ReadOnlyMemory<ulong> hashes, int part) =>
        MemoryMarshal.AsBytes(hashes.Span.Slice(part * PartHashes, Math.Min(PartHashes, hashes.Length - part * PartHashes))).ToArray();
}
