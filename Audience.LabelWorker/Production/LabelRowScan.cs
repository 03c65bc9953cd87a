using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Audience.Data.Servers;

namespace Audience.LabelWorker.Production;

/// <summary>Reads a task's label rows of a group once, in the order of their key.</summary>
/// <param name="database">Where they are.</param>
/// <param name="labelTable">Quoted, with its schema.</param>
/// <param name="taskId">32 hexadecimal digits.</param>
internal sealed class LabelRowScan(OutputDatabase database, string labelTable, string taskId)
{
    /// <summary>Adds the rows of all stretches, each read by a query of its own, so that none is long.</summary>
    public async Task ReadAsync(
        IReadOnlyList<IReadOnlyList<ChunkRows>> stretches,
        AuthorPartitions partitions,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var stretch in stretches)
            await ReadAsync(connection, stretch, partitions, cancellationToken);
    }

    private async Task ReadAsync(
        DbConnection connection,
        IReadOnlyList<ChunkRows> stretch,
        AuthorPartitions partitions,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT author_hash, panel, create_time, chunk_seq, row_seq FROM {labelTable} "
                + $"WHERE task_id = '{taskId}' AND chunk_seq BETWEEN {stretch[0].Chunk} AND {stretch[^1].Chunk}"
        );
        // It blocks on the socket, and must not outlive an abort.
        await using var kill = command.CancelWith(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        long expected = stretch.Sum(c => (long)c.Rows);
        long read = await Task.Factory.StartNew(
            () =>
            {
                long rows = 0;
                for (; reader.Read(); rows++)
                {
                    // SQLite's commands cannot be cancelled.
                    cancellationToken.ThrowIfCancellationRequested();
                    partitions.Add(reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetInt32(4));
                }
                cancellationToken.ThrowIfCancellationRequested();
                return rows;
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        if (read != expected)
            throw new InvalidOperationException(
                $"chunks {stretch[0].Chunk} to {stretch[^1].Chunk} have left {expected} rows in {labelTable}, and {read} are there"
            );
    }
}
