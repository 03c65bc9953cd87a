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
    /// Counts the distinct hashes of a group over all chunks: a k-way merge that holds one part, 64 KiB, of each chunk at a time.
    /// </summary>
    public async Task<long> CountDistinctAsync(string taskId, string group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var heads = await connection.QueryAsync<(int Seq, byte[] Hashes)>(
            new CommandDefinition(
                "SELECT seq, hashes FROM task_chunk_authors WHERE task_id = @taskId AND group_name = @group AND part = 0",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
        var queue = new PriorityQueue<Run, ulong>();
        foreach (var (seq, hashes) in heads)
            Enqueue(new Run(seq, hashes));
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
            if (await NextPartAsync(run) is { } next)
                Enqueue(next);
        }
        return distinct;

        void Enqueue(Run run)
        {
            if (run.MoveNext())
                queue.Enqueue(run, run.Current);
        }

        async Task<Run?> NextPartAsync(Run run)
        {
            if (!run.WasFull)
                return null;
            byte[]? hashes = await connection.ExecuteScalarAsync<byte[]?>(
                new CommandDefinition(
                    "SELECT hashes FROM task_chunk_authors WHERE task_id = @taskId AND group_name = @group AND seq = @Seq AND part = @Part",
                    new
                    {
                        taskId,
                        group,
                        run.Seq,
                        Part = run.Part + 1,
                    },
                    cancellationToken: cancellationToken
                )
            );
            return hashes is null ? null : new Run(run.Seq, hashes) { Part = run.Part + 1 };
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

    private sealed class Run(int seq, byte[] hashes)
    {
        private int _next;

        public int Seq => seq;
        public int Part { get; init; }
        public bool WasFull => hashes.Length == PartHashes * sizeof(ulong);
        public ulong Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == hashes.Length)
                return false;
            Current = MemoryMarshal.Read<ulong>(hashes.AsSpan(_next));
            _next += sizeof(ulong);
            return true;
        }
    }
}
